package config

// defaults returns the settings of a site that sets nothing. All defaults are
// here.
func defaults() *Config {
	return &Config{
		Theme:   "default",
		PerPage: 24,
		Brand:   Brand{Hue: -1, Vivid: -1}, // the theme's own paint
		Markdown: Markdown{
			HTML:        "off",
			Typographer: true,
			CodeLight:   "github",
			CodeDark:    "github-dark",
			TOC:         true,
		},
		Images: Images{
			Widths:    []int{400, 800, 1200, 1800},
			Formats:   []string{"jpeg"},
			Quality:   78,         // what an eye can tell from the original, just
			MaxPixels: 60_000_000, // larger than cameras people carry
			Portraits: "natural",
		},
		Cards:   Cards{Draw: true},
		Hosting: Hosting{Headers: true},
		Feeds: Feeds{
			Items: 30, Full: true,
			Formats: []string{"atom", "rss", "json"}, For: []string{"people", "values", "topics"},
		},
		Search: Search{Body: true},
		Fresh:  Fresh{Person: 12, Contact: 6, Value: 24, Page: 24},
		Voice:  Voice{Defaults: true, Quotations: "exempt", Level: "suggestion"},
	}
}

// needed are the settings that every site must have, with a line that shows
// how they look.
var needed = []struct{ key, example string }{
	{"url", `url = "https://stories.example.com/"`},
	{"title", `title = "Our stories"`},
	{"language", `language = "en-GB"`},
	{"timezone", `timezone = "Europe/London"`},
	{"host", `host = "ada-okonjo" names the person who answers when nobody nearer does`},
}

// kinds are folders of content/ with a meaning of their own, and addresses
// that Kith makes. No section can have their name.
var kinds = []string{
	"stories", "people", "values", "contact", "teams", "topics", "places", "series",
	"voice", "search", "connections", "assets", "static",
}

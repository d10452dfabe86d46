// Package config reads site.toml, the settings of a site.
//
// Load turns the file into a Config: typed, checked as far as it can be
// without looking at content, and with the defaults of defaults.go filled in.
// Every key that is not a setting is a mistake. Whether the host exists, a
// menu leads anywhere or opening hours can be read is for those who know
// people, pages and hours; Config.Place tells them where a setting stands.
//
// Start with Config, whose comments are the reference of all settings, then
// load.go, which reads them in the same order.
package config

import (
	"kith/generator/diag"
	"kith/generator/hosting"
	"kith/generator/meta"
)

// Ref is the id of something in content/, and where it was written.
type Ref struct {
	ID string
	At diag.Pos
}

// Config is the settings of a site. It is plain data: it can be stored and
// compared, and knows no files or zones.
type Config struct {
	// URL is where the site will be, always with a slash at the end. A path
	// in it is the folder of a larger site: https://x.example/hub/. Required.
	URL string
	// Title is the name of the hub. Required.
	Title string
	// Description says in a sentence what the hub is.
	Description string
	// Language is the BCP 47 tag of the site's main language. Required.
	Language string
	// Timezone is the IANA name of the zone in which days begin. Required.
	Timezone string
	// Country is the ISO 3166 code of two letters that makes sense of
	// national phone numbers; "" if there is none.
	Country string
	// Host is the person who answers when nobody nearer does. Required.
	Host Ref
	// Corrections is the person or contact page for reports of mistakes; the
	// host if it is empty.
	Corrections Ref
	// Theme is a folder in themes/, or "default".
	Theme string
	// Kith is the oldest version that can build this site, such as "1.2.0";
	// "" if any will do.
	Kith string
	// PerPage is how many stories a page of a list shows (per_page).
	PerPage int

	Organization Organization
	Brand        Brand
	Contact      Contact
	// Languages are those besides the main one, by their tag.
	Languages map[string]Language
	// Strings are words of the theme that the site says differently in its
	// main language, from [languages.<main language>.strings].
	Strings map[string]string
	// Label is what the main language is called in the switch between
	// languages, from [languages.<main language>].
	Label string
	// Menu is the main menu in its order. If it is empty, pages with menu:
	// main make one.
	Menu []MenuItem
	// Sections are folders of plain pages in content/, by their name.
	Sections  map[string]Section
	Redirects []Redirect
	Markdown  Markdown
	Images    Images
	Cards     Cards
	Feeds     Feeds
	Search    Search
	Fresh     Fresh
	Security  Security
	Hosting   Hosting
	Robots    Robots
	Voice     Voice
	Check     Check
	// Params is free data for themes.
	Params meta.Tree

	// File is the settings file.
	File string
	// Places says where settings stand, by their path, as in "brand.font".
	Places map[string]Place
}

// Place is where a setting's value stands in the settings file.
type Place struct{ Offset, Len int }

// Place returns the position and length of a setting's value, such as
// "contact.hours" or "menu.2.url" (counted from 0, as sorted); of the file as
// a whole if the setting is not written.
func (c *Config) Place(key string) (diag.Pos, int) {
	if p, ok := c.Places[key]; ok {
		return diag.Pos{File: c.File, Offset: p.Offset}, p.Len
	}
	return diag.In(c.File), 0
}

// Organization is [organization]: who is behind the hub.
type Organization struct {
	// Name is what people call it; the site's title if it is empty.
	Name string
	// LegalName is how it is registered (legal_name).
	LegalName string
	// Logo is a picture under static/.
	Logo string
	// Founded is a year or date, in words of your choice.
	Founded string
	// SameAs are its pages elsewhere (same_as).
	SameAs []string
	// Address is where letters go.
	Address string
}

// Brand is [brand]: two numbers from which the theme's colours follow.
type Brand struct {
	// Hue is the colour, 0 to 360 in OKLCH; -1 leaves it to the theme.
	Hue int
	// Vivid is its strength, from 0 (grey) to 1.4; -1 leaves it to the theme.
	Vivid float64
	// Font is "system" or "sans", or a font of the theme for headings.
	Font string
	// Logo is a picture under static/.
	Logo string
}

// Contact is [contact]: what holds for everybody who says nothing else.
type Contact struct {
	// Hours are opening hours, such as "Mo-Fr 09:00-17:00; PH off".
	Hours string
	// ReplyWithin is a span, such as "1 working day" (reply_within).
	ReplyWithin string
	// Holidays are the public holidays that PH means in hours.
	Holidays []meta.Date
	// Alternatives are other ways in, for those whom none of the usual suit.
	Alternatives []Alternative
}

// Alternative is a way to make contact besides the people of the site.
type Alternative struct {
	Label, URL, Note string
}

// Language is [languages.<tag>]: a language besides the main one.
type Language struct {
	Title, Description string
	// Label is what the language is called in the switch between languages,
	// in itself ("Français"); the theme knows the commoner ones.
	Label string
	// Strings are words of the theme that the site says differently.
	Strings map[string]string
	// Menu is the menu in this language; the main one if it is empty.
	Menu []MenuItem
	// Params are laid over those of the site.
	Params meta.Tree
}

// MenuItem is [[menu]].
type MenuItem struct {
	Name string
	// URL is a path on the site ("/about/"), a file of content/ or an address
	// elsewhere.
	URL string
	// Weight sorts: small ones first, equal ones as they are written.
	Weight int
}

// Section is [sections.<name>]: a folder of plain pages.
type Section struct {
	Title, Description string
}

// Redirect is [[redirects]]: an old address and where it leads.
type Redirect struct {
	// From is a path on the site.
	From string
	// To is a path on the site, or an address elsewhere; "" if gone.
	To string
	// ToAt and ToLen are where To stands.
	ToAt  diag.Pos
	ToLen int
	// Status is 301, 302, 307 or 308, or 410 for what is gone.
	Status int
	At     diag.Pos
}

// Markdown is [markdown].
type Markdown struct {
	// HTML is "off": tags go, their words stay; or "safe": an allow-list
	// stays.
	HTML string
	// Typographer makes quotes and dashes those of the language.
	Typographer bool
	// CodeLight and CodeDark are chroma styles (code_light, code_dark).
	CodeLight, CodeDark string
	// TOC shows the contents of long pages.
	TOC bool
}

// Cards is [cards]: pictures that stand for pages where links to them are
// shown.
type Cards struct {
	// Draw makes them, for a theme that links to them.
	Draw bool
	// Font is a TrueType or OpenType font under static/ or themes/, for
	// letters that the built-in ones lack, such as Japanese; "" if there is
	// none.
	Font string
}

// Images is [images].
type Images struct {
	// Widths are those that pictures are made in, ascending.
	Widths []int
	// Formats are those that photos are made in: jpeg, webp, avif. The last
	// two need the programs cwebp and avifenc.
	Formats []string
	// Quality is that of JPEG, 1 to 100.
	Quality int
	// MaxPixels refuses larger pictures, which would take all memory
	// (max_pixels).
	MaxPixels int
	// Portraits is how portraits of many cameras are made one: natural (not at
	// all), gray, or brand, which are grays with a breath of the company's
	// colour.
	Portraits string
}

// Fresh is [fresh]: after how many months somebody looks at a page again, by
// kind.
type Fresh struct{ Person, Contact, Value, Page int }

// Feeds is [feeds].
type Feeds struct {
	// Items is how many stories a feed holds.
	Items int
	// Full puts whole stories into the main feed, not only summaries.
	Full bool
	// Formats are those the main feed is made in: atom, rss, json. Without
	// any there are no feeds.
	Formats []string
	// For are the kinds that have a feed each besides: people, values,
	// topics. These are in Atom, with summaries.
	For []string
}

// Robots is [robots]: what is said to programs that read the site.
type Robots struct {
	// Disallow are paths that none of them should read.
	Disallow []string
	// Refuse are programs that should read nothing, as in "GPTBot".
	Refuse []string
	// LLMs makes llms.txt, a summary for language models.
	LLMs bool
}

// Search is [search].
type Search struct {
	// Body lets stories be found by all words of their texts, not only by
	// those of their titles, tellers and topics.
	Body bool
}

// Security is [security].
type Security struct {
	// Contact is a mailto:, tel: or https: address for reports; without it,
	// or without Expires, there is no security.txt.
	Contact string
	Expires meta.Date
	// Policy is the address of a page about how reports are handled.
	Policy string
	// Headers are sent with every page, or replace ours of that name; an
	// empty one takes ours away.
	Headers []hosting.Header
}

// Hosting is [hosting]: what the web host can do.
type Hosting struct {
	// Headers says that it sends the headers of _headers, or that somebody has
	// set them up. Without, the whole content policy stands in the pages.
	Headers bool
	// Precompress are the forms in which files of text lie beside themselves,
	// ready to be sent: "gz" and "br".
	Precompress []string
}

// Voice is [voice].
type Voice struct {
	// Styles is a folder of Vale-format styles.
	Styles string
	// Defaults runs the built-in rules.
	Defaults bool
	// Quotations is "exempt" or "check".
	Quotations string
	// Level is the least that is shown: suggestion, warning or error.
	Level string
	// Rules turn single rules up, down or off.
	Rules []VoiceRule
}

// VoiceRule is a line of [voice.rules].
type VoiceRule struct {
	// Name is the rule's, as in "Kith.ValuedCustomer".
	Name string
	// Level is off, suggestion, warning or error.
	Level string
	// Reason says why.
	Reason string
	At     diag.Pos
}

package content

import (
	"kith/generator/config"
	"kith/generator/markdown"
)

// tagsOf lists the site's languages besides its own.
func tagsOf(cfg *config.Config) []string {
	return sortedKeys(cfg.Languages)
}

func sectionsOf(cfg *config.Config) map[string]bool {
	out := map[string]bool{}
	for name := range cfg.Sections {
		out[name] = true
	}
	return out
}

func markdownOptions(cfg *config.Config, lang string) markdown.Options {
	return markdown.Options{Lang: lang, HTML: cfg.Markdown.HTML, NoTypographer: !cfg.Markdown.Typographer, Reserved: reserved}
}

// reserved are ids of the page around a text: those of the built-in theme's
// templates (a test compares), and of the notes to a story.
var reserved = []string{
	"contact", "contents", "corrections", "f", "find", "found", "help", "latest", "main", "postmark-ring", "q", "related",
	"say-instead", "stand", "top", "wall", "write", "update-1", "update-2", "update-3", "update-4", "update-5",
}

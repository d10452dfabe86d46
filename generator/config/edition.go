package config

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"kith/generator/meta"
)

// Tags lists the languages of the site, the main one first.
func (c *Config) Tags() []string {
	return append([]string{c.Language}, slices.Sorted(maps.Keys(c.Languages))...)
}

// LanguageFolder is the folder of the pages in a language: "" for the main
// one, else as in "fr/" or "pt-br/".
func (c *Config) LanguageFolder(tag string) string {
	if tag == "" || tag == c.Language {
		return ""
	}
	return strings.ToLower(tag) + "/"
}

// Edition is the settings as they are for readers of one of Languages.
func (c *Config) Edition(tag string) *Config {
	l, e := c.Languages[tag], *c
	e.Language, e.Strings = tag, l.Strings
	e.Title, e.Description = cmp.Or(l.Title, c.Title), cmp.Or(l.Description, c.Description)
	if len(l.Menu) > 0 {
		e.Menu = l.Menu
	}
	e.Params = over(c.Params, l.Params)
	return &e
}

// over lays the entries of one table over those of another.
func over(under, top meta.Tree) meta.Tree {
	if top.Kind != meta.TreeMap || under.Kind != meta.TreeMap {
		if top.Kind == meta.TreeNone {
			return under
		}
		return top
	}
	out := under
	out.Entries = slices.Clone(under.Entries)
	for _, entry := range top.Entries {
		i := slices.IndexFunc(out.Entries, func(was meta.Entry) bool { return was.Key == entry.Key })
		if i < 0 {
			out.Entries = append(out.Entries, entry)
			continue
		}
		out.Entries[i].Value = over(out.Entries[i].Value, entry.Value)
	}
	return out
}

package content

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"golang.org/x/text/language"

	"kith/generator/config"
	"kith/generator/diag"
)

// cutEnding takes the ending off a Markdown file's name.
func cutEnding(name string) (stem string, markdown bool) {
	for _, ending := range [...]string{".md", ".markdown"} {
		if n := len(name) - len(ending); n > 0 && strings.EqualFold(name[n:], ending) {
			return name[:n], true
		}
	}
	return name, false
}

// ignored knows the names of files and folders that are nobody's content:
// hidden ones, drafts, and what editors and systems leave behind.
func ignored(name string) bool {
	if name == "" || name[0] == '.' || name == "_drafts" || name[len(name)-1] == '~' {
		return true
	}
	if name[0] == '#' && name[len(name)-1] == '#' {
		return true
	}
	if name[0] == '~' && len(name) > 1 && name[1] == '$' { // an office program has it open
		return true
	}
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return false
	}
	switch strings.ToLower(name[dot:]) {
	case ".swp", ".swo", ".swx", ".bak", ".orig", ".tmp":
		return true
	}
	return strings.EqualFold(name, "Thumbs.db") || strings.EqualFold(name, "desktop.ini")
}

// published are the hidden names in static/ that a web server wants to see.
func published(name string) bool {
	switch name {
	case ".well-known", ".nojekyll", ".htaccess":
		return true
	}
	return false
}

// static lists what is copied as it is.
func (w *walker) static() error {
	entries, err := w.read("static")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	w.copied("static", entries)
	return nil
}

func (w *walker) copied(dir string, entries []fs.DirEntry) {
	for _, e := range entries {
		file := dir + "/" + e.Name()
		switch {
		case ignored(e.Name()) && !published(e.Name()):
		case e.IsDir():
			below, err := w.read(file)
			if err != nil {
				w.unreadable(file, err)
				continue
			}
			w.copied(file, below)
		default:
			if _, ok := w.plain(file, e); ok {
				w.tree.Files = append(w.tree.Files, file)
			}
		}
	}
}

// languages knows which endings of a file's name are languages.
type languages struct {
	site  string
	known map[string]string // lower case -> as configured
}

func newLanguages(cfg *config.Config) *languages {
	l := &languages{site: cfg.Language, known: map[string]string{}}
	for _, tag := range tagsOf(cfg) {
		l.known[strings.ToLower(tag)] = tag
	}
	l.known[strings.ToLower(cfg.Language)] = cfg.Language
	return l
}

// split takes the language off a stem: "first-day.fr" is "first-day" in
// French. The site's own language is as good as none. stranger is an ending
// that is a language, but none of this site.
func (l *languages) split(stem string) (base, lang, stranger string) {
	dot := strings.LastIndexByte(stem, '.')
	if dot <= 0 || dot == len(stem)-1 {
		return stem, "", ""
	}
	base, tag := stem[:dot], stem[dot+1:]
	if known, ok := l.known[strings.ToLower(tag)]; ok {
		if known == l.site {
			return base, "", ""
		}
		return base, known, ""
	}
	// en-GB sites have colleagues who write .en.
	if two, _, _ := strings.Cut(l.site, "-"); strings.EqualFold(tag, two) {
		return base, "", ""
	}
	if isLanguage(tag) {
		return base, "", tag
	}
	return stem, "", ""
}

// advice is what to do about a language that the site doesn't have.
func (l *languages) advice(stranger string) string {
	add := fmt.Sprintf("add [languages.%s] to site.toml, or, if %s isn't a language here, write a hyphen instead of the dot", stranger, diag.Quote(stranger))
	two, _, _ := strings.Cut(strings.ToLower(stranger), "-")
	var near []string
	for _, tag := range sortedKeys(l.known) {
		base, _, _ := strings.Cut(tag, "-")
		switch {
		case l.known[tag] == l.site:
		case base == two, diag.Distance(base, two) == 1 && len(base) == 2: // fr for fr-CA, or a slip
			near = append(near, "."+l.known[tag]+".")
		}
	}
	if len(near) == 0 {
		return add
	}
	return fmt.Sprintf("did you mean %s? If not, %s", strings.Join(near, " or "), add)
}

// isLanguage knows two-letter languages, alone or with a region or script.
// Anything else behind a dot is more likely part of a name.
func isLanguage(tag string) bool {
	two, rest, more := strings.Cut(tag, "-")
	if len(two) != 2 {
		return false
	}
	if _, err := language.ParseBase(two); err != nil {
		return false
	}
	if !more {
		return true
	}
	_, err := language.Raw.Parse(tag)
	return err == nil && rest != ""
}

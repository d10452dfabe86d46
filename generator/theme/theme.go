// Package theme turns views into pages: it reads templates, words and assets,
// the site's own over the built-in ones, and renders.
//
// It leaves to others what a page says (package pages fills the views) and
// where bytes go (package publish). A template sees one view and a handful of
// pure functions; there is no way from it to a file, the clock, the network
// or the environment. What is wrong in a template is found while loading, in
// every branch, as far as types can be known, and reported with its place.
//
// Start with Load, then kinds.go for which template gets which view, funcs.go
// for what templates can call, and check.go for how mistakes are found.
package theme

import (
	"bytes"
	"errors"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"kith/generator/diag"
	"kith/generator/theme/quick"
	"kith/themes"
)

// Options are the settings of a site that reach its theme.
type Options struct {
	// Name is the theme's folder under themes/; "" means "default".
	Name string
	// NameAt is where the settings name it.
	NameAt At
	// Base is the path of the site's home page, "/" or "/hub/".
	Base string
	// Hue and Vivid are the company's paint. Vivid below 0 means unset, and
	// Hue below 0 too: the theme's own colour stays.
	Hue   int
	Vivid float64
	// HueAt, VividAt and FontAt are where the settings stand, for findings.
	HueAt, VividAt, FontAt At
	// Font is "" for the theme's own fonts, "system" or "sans" for those of
	// the reader's machine, or the name of a woff2 file in the theme's
	// assets/fonts/ to use for headings.
	Font string
	// CodeLight and CodeDark are the chroma styles for code.
	CodeLight, CodeDark string
	// Languages are the site's languages, the main one first.
	Languages []string
	// Words are what the site says differently in a language than the theme,
	// by tag and key.
	Words map[string]map[string]Word
}

// At is a place in a file.
type At struct {
	Pos diag.Pos
	Len int
}

// Theme is a loaded theme. It does not change, and may be used by several
// goroutines at once.
type Theme struct {
	options Options
	sources map[string]*source // by template name, such as "partials/face.html"
	sets    map[string]*set    // by language
	assets  []Asset
	urls    map[string]string // asset name -> URL
	sheets  map[string]string // kind -> URL
	blocks  []block
	tokens  tokens
	cards   bool
	reach   map[string]reached
	pages   sync.Pool // *[]byte to make pages in
}

// Word is what a site says for one of the theme's words, and where.
type Word struct {
	Text string
	At   diag.Pos
	Len  int
}

// set is the templates of one language.
type set struct {
	words *words
	kinds map[string]*template.Template
	// quick has those that html/template could escape, compiled.
	quick map[string]*quick.Set
}

// Load reads the theme that o names. Mistakes go to the list; the Theme is
// usable all the same, because a file that cannot be used gives way to the
// built-in one, so that a preview can go on.
func Load(site fs.FS, o Options, list *diag.List) *Theme {
	if o.Name == "" {
		o.Name = "default"
	}
	if o.Base == "" {
		o.Base = "/"
	}
	if len(o.Languages) == 0 || o.Languages[0] == "" { // unset where the settings cannot be read
		o.Languages = []string{"en"}
	}
	builtin, err := fs.Sub(themes.Files, "default")
	if err != nil {
		panic("theme: the built-in theme is missing: " + err.Error())
	}
	l := newLayers(site, builtin, o.Name, o.NameAt, list)
	t := &Theme{options: o, sets: map[string]*set{}, pages: sync.Pool{New: func() any { return new([]byte) }}}

	t.sources = loadTemplates(l, list)
	a := loadAssets(l, o, t.sources, list)
	t.assets, t.urls, t.sheets, t.blocks, t.tokens = a.files, a.urls, a.sheets, a.blocks, a.tokens
	base := loadWords(l, o, "en", list)
	t.cards = checkTemplates(t.sources, base, t.urls, list).cards
	t.reach = reachAll(t.sources)
	seen := map[string]bool{}
	for _, lang := range o.Languages {
		t.sets[lang] = &set{words: loadWords(l, o, lang, list)}
	}
	for _, lang := range o.Languages {
		t.newSet(t.sets[lang], seen, list)
	}
	return t
}

// newSet makes the escaped templates of a language. Escaping finds mistakes
// of its own, such as a value in a place where none is safe; seen keeps them
// from being told once a language.
func (t *Theme) newSet(s *set, seen map[string]bool, list *diag.List) {
	w := s.words
	funcs := t.funcs(w)
	root := template.New("").Funcs(funcs)
	constant := t.constants(w)
	for _, name := range slices.Sorted(maps.Keys(t.sources)) {
		for _, tree := range t.sources[name].trees {
			tree = tree.Copy()
			fold(tree.Root, constant)
			if _, err := root.AddParseTree(tree.Name, tree); err != nil {
				list.Append(t.Explain(err))
			}
		}
	}
	s.kinds, s.quick = map[string]*template.Template{}, map[string]*quick.Set{}
	compiled := quick.New(root, quick.Options{Funcs: funcs, Pairs: "dict", Direct: signatures})
	for _, kind := range Kinds() {
		tmpl := root.Lookup(kind + ".html")
		if tmpl == nil {
			panic("theme: the built-in theme has no template for " + kind)
		}
		// Escaping happens at the first use, so use it once: a writer that
		// refuses ends it there.
		err := tmpl.Execute(refuse{}, zeroView(kind))
		var bad *template.Error
		if !errors.As(err, &bad) {
			s.quick[kind] = compiled
		} else if bad.ErrorCode != template.ErrNoSuchTemplate && !seen[err.Error()] { // the check found those
			seen[err.Error()] = true
			list.Append(t.Explain(err))
		}
		s.kinds[kind] = tmpl
	}
}

// refuse is a writer that takes nothing.
type refuse struct{}

var errRefused = errors.New("refused")

func (refuse) Write([]byte) (int, error) { return 0, errRefused }

// Render writes the page of a kind, in a language, that v is the view of. An
// error is an *Error; some bytes may have been written by then.
//
// The page is made by the compiled templates. Where they give up, which they
// do for every mistake, html/template makes it.
func (t *Theme) Render(w io.Writer, kind, lang string, v any) error {
	if compiled := t.set(lang).quick[kind]; compiled != nil {
		b := t.pages.Get().(*[]byte)
		defer t.pages.Put(b)
		if page, err := compiled.Append((*b)[:0], kind+".html", v); err == nil {
			*b = t.withBlocks(page, kind)
			if _, err := w.Write(*b); err != nil {
				return &Error{Diag: t.Explain(err), Err: err}
			}
			return nil
		}
	}
	return t.Interpret(w, kind, lang, v)
}

// Interpret is Render by html/template alone, which takes some ten times as
// long: the bytes and errors of Render are to be the same.
func (t *Theme) Interpret(w io.Writer, kind, lang string, v any) error {
	tmpl := t.set(lang).kinds[kind]
	if tmpl == nil {
		return &Error{Diag: diag.Diagnostic{
			Code: "template", Severity: diag.Error, Pos: diag.In(""),
			Message: "There is no kind of page called " + diag.Quote(kind) + ".",
			Hint:    "The kinds are " + strings.Join(Kinds(), ", ") + ".",
		}}
	}
	var page bytes.Buffer
	err := tmpl.Execute(&page, v)
	if _, broken := w.Write(t.withBlocks(page.Bytes(), kind)); err == nil {
		err = broken
	}
	if err != nil {
		return &Error{Diag: t.Explain(err), Err: err}
	}
	return nil
}

// set returns the templates of a language. A language the theme was not
// loaded for gets those of the nearest one, at last the site's main one.
func (t *Theme) set(lang string) *set {
	for tag := lang; tag != ""; tag = parent(tag) {
		if s, ok := t.sets[tag]; ok {
			return s
		}
	}
	return t.sets[t.options.Languages[0]]
}

// Untold lists the theme's words that a language of the site has none for, so
// that they stand in another. What belongs to one language alone, such as
// numbers in words, is not among them.
func (t *Theme) Untold(lang string) []string {
	w := t.set(lang).words
	var out []string
	for _, key := range slices.Sorted(maps.Keys(w.texts)) {
		if strings.HasPrefix(key, "time") || key == "first-day" {
			continue // each language has those that its clock and calendar want
		}
		if from := w.texts[key].from; lang != from && !strings.HasPrefix(lang, from+"-") {
			out = append(out, key)
		}
	}
	return out
}

// Label is a word that the text of a page needs beside the writer's own, such
// as "Transcript"; package markdown has the keys. It is empty for others.
func (t *Theme) Label(lang, key string) string { return t.set(lang).words.tables["labels"][key] }

// Word is what the theme's {{t key}} says, for data beside the pages that must
// say the same. values fill its gaps. It is empty where there are no words.
func (t *Theme) Word(lang, key string, values map[string]any) string {
	said, err := t.set(lang).words.say(key, values)
	if err != nil {
		return ""
	}
	return said
}

// Finder are the words of the finder, by their name, for its script.
func (t *Theme) Finder(lang string) map[string]string {
	return maps.Clone(t.set(lang).words.tables["find"])
}

// Assets returns what the theme ships beside the pages, sorted by path.
func (t *Theme) Assets() []Asset { return t.assets }

// File is where the template of a kind of page stands, for messages.
func (t *Theme) File(kind string) string {
	if s := t.sources[kind+".html"]; s != nil {
		return s.path
	}
	return kind + ".html"
}

// OwnIn is the site's own template to blame for what a kind of page lacks: of
// those it draws on the one that is about contacts, else its own, else the
// first. It is "" where the built-in theme makes the page.
func (t *Theme) OwnIn(kind string) string {
	best, rank := "", 0
	for _, name := range t.reach[kind].files {
		s := t.sources[name]
		if s == nil || !s.own {
			continue
		}
		r := 1
		switch {
		case strings.Contains(name, "contact"):
			r = 3
		case name == kind+".html":
			r = 2
		}
		if r > rank {
			best, rank = s.path, r
		}
	}
	return best
}

// Find looks for words in the site's own templates, for messages: the file
// and where in it they stand.
func (t *Theme) Find(text string) (at diag.Pos, ok bool) {
	if text == "" {
		return diag.Pos{}, false
	}
	first := ""
	for name, s := range t.sources {
		if !s.own || ok && name > first {
			continue
		}
		if i := bytes.Index(s.data, []byte(text)); i >= 0 {
			at, ok, first = diag.Pos{File: s.path, Offset: i}, true, name
		}
	}
	return at, ok
}

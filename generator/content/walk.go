package content

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"kith/generator/config"
	"kith/generator/diag"
	"kith/generator/model"
)

// MaxMarkdown is the size in bytes up to which a Markdown file is read.
const MaxMarkdown = 4 << 20

// Source is a Markdown file that is content.
type Source struct {
	// File is a slash path from the site's folder.
	File string
	Kind model.Kind
	// ID is the file's or folder's name in normal form. An index has the
	// name of its folder, the home page "".
	ID string
	// Lang is the language in the file's name; "" for a base file.
	Lang string
	// Alone is set on a translation without a base file. It stands for
	// itself and may set every field.
	Alone bool
	// Folder is the folder of an index.md, whose files belong to it, or "".
	Folder string
	// Of is an index's folder: "" for the home page, "stories" and so on.
	Of string
	// Section is the section a plain page stands in, or "".
	Section string
}

// Key stands for all that a source is besides its bytes.
func (s Source) Key() string {
	alone := ""
	if s.Alone {
		alone = "alone"
	}
	return s.File + "\x00" + string(s.Kind) + "\x00" + s.ID + "\x00" + s.Lang + "\x00" + alone + "\x00" + s.Folder + "\x00" + s.Of + "\x00" + s.Section
}

// SourceOf is the source with a key.
func SourceOf(key string) (s Source, ok bool) {
	f := strings.Split(key, "\x00")
	if len(f) != 8 {
		return s, false
	}
	s = Source{File: f[0], Kind: model.Kind(f[1]), ID: f[2], Lang: f[3], Alone: f[4] != "", Folder: f[5], Of: f[6], Section: f[7]}
	return s, s.Key() == key
}

// Tree is what Walk found.
type Tree struct {
	// Sources are sorted by File.
	Sources []Source
	// Files are the other files of content/ and static/, as sorted slash
	// paths from the site's folder.
	Files    []string
	Findings []diag.Diagnostic
}

// folders are the folders whose files are of a kind.
var folders = map[string]model.Kind{
	"stories": model.KindStory, "people": model.KindPerson, "values": model.KindValue,
	"contact": model.KindRoute, "teams": model.KindTeam, "topics": model.KindTopic,
	"places": model.KindPlace, "series": model.KindSeries,
}

// Walk lists content/ and static/ of a site's folder. It opens no file. An
// fsys made by os.Root keeps links from leading outside; Walk reports those
// that try. The error is for failures of the machine alone.
func Walk(fsys fs.FS, cfg *config.Config) (Tree, error) {
	w := &walker{fsys: fsys, langs: newLanguages(cfg), list: new(diag.List), sections: sectionsOf(cfg)}
	if err := w.content(); err != nil {
		return Tree{}, fmt.Errorf("reading the folder content: %w", err)
	}
	if err := w.static(); err != nil {
		return Tree{}, fmt.Errorf("reading the folder static: %w", err)
	}
	slices.SortFunc(w.tree.Sources, func(a, b Source) int { return strings.Compare(a.File, b.File) })
	slices.Sort(w.tree.Files)
	w.pair()
	w.tree.Findings = w.list.Sorted()
	return w.tree, nil
}

type walker struct {
	fsys     fs.FS
	langs    *languages
	list     *diag.List
	sections map[string]bool
	tree     Tree
	looked   int // see alone
}

// scope is what the files of a folder are.
type scope struct {
	kind    model.Kind // "" in a folder that nobody named
	of      string     // the folder directly under content/
	section string
	told    *bool // whether an unnamed folder was reported
}

func (w *walker) content() error {
	entries, err := w.read("content")
	if errors.Is(err, fs.ErrNotExist) {
		w.list.Add("unreadable-file", diag.In("content"), 0, "there is no folder content, so there is nothing to publish",
			"is this the folder of a hub? kith init makes a new one")
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		name, file := e.Name(), "content/"+e.Name()
		if ignored(name) {
			continue
		}
		if !e.IsDir() {
			w.file(file, e, scope{kind: model.KindPage}, true, "")
			continue
		}
		w.top(name, file)
	}
	return nil
}

// top walks a folder directly under content/.
func (w *walker) top(name, file string) {
	sc := scope{of: name}
	if kind, ok := folders[name]; ok {
		sc.kind = kind
		w.folder(file, sc, true, "")
		return
	}
	if w.sections[name] {
		sc.kind, sc.section = model.KindPage, name
		w.folder(file, sc, true, "")
		return
	}
	// content/about/index.md is a page with files of its own.
	sc.told = new(bool)
	w.folder(file, sc, false, "")
}

// read lists a folder. One that cannot be read is reported, except for the
// two at the top, whose failure is the whole walk's.
func (w *walker) read(dir string) ([]fs.DirEntry, error) { return fs.ReadDir(w.fsys, dir) }

// folder walks a folder of one scope. root is set for the scope's own folder,
// where index.md is as good as _index.md; bundle is the folder of an index.md
// above, to which all files below belong.
func (w *walker) folder(dir string, sc scope, root bool, bundle string) {
	entries, err := w.read(dir)
	if err != nil {
		w.unreadable(dir, err)
		return
	}
	if bundle == "" && !root && slices.ContainsFunc(entries, w.isIndex) {
		bundle = dir
		if sc.kind == "" && path.Dir(dir) == "content" {
			sc.kind = model.KindPage
		}
	}
	w.tree.Sources = slices.Grow(w.tree.Sources, len(entries))
	for _, e := range entries {
		if ignored(e.Name()) {
			continue
		}
		file := dir + "/" + e.Name()
		if e.IsDir() {
			w.folder(file, sc, false, bundle)
			continue
		}
		w.file(file, e, sc, root, bundle)
	}
}

func (w *walker) unreadable(dir string, err error) {
	w.list.Add("unreadable-file", diag.In(dir), 0, "the folder can't be read: "+reason(err), "look at its permissions")
}

func (w *walker) isIndex(e fs.DirEntry) bool {
	if e.IsDir() || ignored(e.Name()) {
		return false
	}
	stem, ok := cutEnding(e.Name())
	if !ok {
		return false
	}
	stem, _, _ = w.langs.split(stem)
	return stem == "index"
}

// file files one entry that is not a folder.
func (w *walker) file(file string, e fs.DirEntry, sc scope, root bool, bundle string) {
	info, ok := w.plain(file, e)
	if !ok {
		return
	}
	stem, markdown := cutEnding(e.Name())
	at := diag.In(file)
	if !markdown {
		if meant := strings.TrimSuffix(e.Name(), path.Ext(e.Name())); strings.EqualFold(path.Ext(meant), ".md") {
			w.stray(at, fmt.Sprintf("it ends in %s, so it is no page", path.Ext(e.Name())),
				fmt.Sprintf("name it %s; some editors and systems hide the last ending", diag.Quote(meant)))
		}
		w.tree.Files = append(w.tree.Files, file)
		return
	}
	if sc.kind == "" {
		w.unnamed(sc)
		return
	}
	if info != nil && info.Size() > MaxMarkdown {
		w.list.Add("too-large", at, 0, fmt.Sprintf("the file has %s kB; Kith reads Markdown files up to %s kB",
			diag.Thousands(int(info.Size()/1000)), diag.Thousands(MaxMarkdown/1000)),
			"split it into several pages; if a picture is pasted into it as text, save that as a file of its own")
		return
	}
	stem, lang, stranger := w.langs.split(stem)
	if stranger != "" {
		w.list.Add("translation", at, 0,
			fmt.Sprintf("this looks like a translation into %s, a language that site.toml doesn't have, so it is not published", diag.Quote(stranger)),
			w.langs.advice(stranger))
		return
	}
	s := Source{File: file, Kind: sc.kind, Lang: lang, Section: sc.section}
	switch {
	case stem == "_index" || stem == "index" && root:
		if !root {
			w.stray(at, "the folder it lies in only groups, so it has no page of its own and these words are not shown",
				"is it the page of one story or person? Then name it index.md")
			return
		}
		s.Kind, s.ID, s.Of, s.Section = model.KindIndex, sc.of, sc.of, ""
	case bundle != "" && stem == "index" && bundle == path.Dir(file):
		s.Folder = bundle
		s.ID = checkID(path.Base(bundle), "folder", "", at, w.list)
	case bundle != "":
		w.stray(at, fmt.Sprintf("it lies beside %s/index.md and belongs to that page, so it is not a page of its own", bundle),
			"move it one folder up to make it a page; if the folder only groups, rename its index.md")
		return
	default:
		ending := e.Name()[len(stem):]
		s.ID = checkID(stem, "file", ending, at, w.list)
	}
	if s.ID == "" && s.Kind != model.KindIndex {
		return
	}
	if s.Kind == model.KindPage && s.Section == "" && s.ID == "voice" {
		s.Kind = model.KindVoice
	}
	w.tree.Sources = append(w.tree.Sources, s)
}

func (w *walker) stray(at diag.Pos, message, hint string) {
	w.list.Add("stray-file", at, 0, message, hint)
}

// unnamed reports, once, a folder with pages that nobody named.
func (w *walker) unnamed(sc scope) {
	if *sc.told {
		return
	}
	*sc.told = true
	var known []diag.Candidate
	for _, name := range sortedKeys(folders) {
		known = append(known, diag.Candidate{ID: name, Words: []string{string(folders[name])}})
	}
	hint := fmt.Sprintf("add [sections.%s] to site.toml to publish its pages", sc.of)
	if meant := diag.DidYouMean(sc.of, known); meant != "" {
		hint = meant + " If not, " + hint
	}
	w.list.Add("unknown-section", diag.In("content/"+sc.of), 0,
		fmt.Sprintf("nothing in the folder %s is published, because Kith doesn't know what its pages are", diag.Quote("content/"+sc.of)), hint)
}

// plain reports whether an entry may be read as a file, and says why not. For
// Markdown files and links it returns their size as well.
func (w *walker) plain(file string, e fs.DirEntry) (fs.FileInfo, bool) {
	at := diag.In(file)
	switch t := e.Type(); {
	case t.IsRegular():
		if _, markdown := cutEnding(file); !markdown {
			return nil, true
		}
		info, err := e.Info()
		if err != nil {
			info = nil // it will be missed when it is read
		}
		return info, true
	case t&fs.ModeSymlink != 0:
		info, err := fs.Stat(w.fsys, file)
		switch {
		case err != nil:
			w.list.Add("unreadable-file", at, 0, "this link leads nowhere, or out of the site's folder: "+reason(err),
				"put the file itself here, so that everybody who has the site has it")
		case info.IsDir():
			w.list.Add("unreadable-file", at, 0, "this is a link to a folder, and Kith does not follow those",
				"move the folder itself here")
		case !info.Mode().IsRegular():
			w.list.Add("unreadable-file", at, 0, "this link leads to something that is not a plain file", "remove it")
		default:
			return info, true
		}
	default:
		w.list.Add("unreadable-file", at, 0, "this is not a plain file but a "+typeName(t), "remove it from the site's folder")
	}
	return nil, false
}

func typeName(t fs.FileMode) string {
	switch {
	case t&fs.ModeNamedPipe != 0:
		return "named pipe"
	case t&fs.ModeSocket != 0:
		return "socket"
	case t&fs.ModeDevice != 0:
		return "device"
	}
	return "special file"
}

// reason is what went wrong, without the path that stands in front anyway.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// pair finds twins and translations without a base.
func (w *walker) pair() {
	type key struct {
		kind        model.Kind
		section, id string
		lang        string
	}
	first := make(map[key]int, len(w.tree.Sources))
	keyOf := func(s *Source) key {
		k := key{s.Kind, s.Section, foldID(s.ID), strings.ToLower(s.Lang)}
		if k.kind == model.KindVoice {
			k.kind = model.KindPage
		}
		return k
	}
	for i := range w.tree.Sources {
		s := &w.tree.Sources[i]
		k := keyOf(s)
		j, twice := first[k]
		if !twice {
			first[k] = i
			continue
		}
		other := w.tree.Sources[j]
		message := fmt.Sprintf("there are two files for the id %s, this one and %s", diag.Quote(s.ID), other.File)
		if s.Kind == model.KindIndex {
			message = fmt.Sprintf("there are two files with the words of one page, this one and %s", other.File)
		}
		w.list.Add("twin-id", diag.In(s.File), 0, message,
			"rename one of them, or put both into one; upper and lower case make no difference, nor does how accents are stored",
			diag.Related{Pos: diag.In(other.File), Message: "this is the other one"})
	}
	for i := range w.tree.Sources {
		if s := &w.tree.Sources[i]; s.Lang != "" {
			k := keyOf(s)
			k.lang = ""
			_, has := first[k]
			if s.Alone = !has; s.Alone {
				w.alone(s)
			}
		}
	}
}

// alone looks whether a translation without a base file is one with a slip in
// its name. It may stand for itself, but then it's the only one of its kind.
func (w *walker) alone(s *Source) {
	const most = 50 // comparing thousands with thousands takes minutes
	if w.looked++; w.looked > most || len(s.ID) < 4 {
		return
	}
	var names []diag.Candidate
	for _, other := range w.tree.Sources {
		if far := len(other.ID) - len(s.ID); far < -2 || far > 2 || other.Kind != s.Kind || other.Section != s.Section || other.Lang != "" {
			continue
		}
		if diag.Distance(other.ID, s.ID) <= 2 {
			names = append(names, diag.Candidate{ID: other.ID})
		}
	}
	if len(names) > 0 {
		w.list.Add("translation", diag.In(s.File), 0,
			fmt.Sprintf("there is no file with the id %s to be a translation of, so this one stands for itself", diag.Quote(s.ID)),
			fmt.Sprintf("%s If not, and it is there in %s alone, give it all its fields and another name", diag.DidYouMean(s.ID, names), s.Lang))
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, cmp.Compare)
	return keys
}

package theme

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"unicode/utf8"

	"kith/generator/diag"
)

// layers is the site's theme over the built-in one, file by file.
type layers struct {
	site    fs.FS  // the site's theme folder; nil if there is none
	dir     string // its path in the site, as in "themes/press"
	builtin fs.FS
	list    *diag.List
	root    fs.FS // the site's folder; nil in tests without a site
}

// inSite reports whether the site has a file.
func (l *layers) inSite(name string) bool {
	if l.root == nil {
		return false
	}
	info, err := fs.Stat(l.root, name)
	return err == nil && info.Mode().IsRegular()
}

// file is a theme file as read.
type file struct {
	name string // in the theme, as in "partials/face.html"
	path string // as the site's author knows it
	own  bool   // it is the site's, not the built-in one
	data []byte
}

func newLayers(site, builtin fs.FS, name string, at At, list *diag.List) *layers {
	l := &layers{builtin: builtin, list: list, dir: path.Join("themes", name), root: site}
	if site == nil || !fs.ValidPath(l.dir) {
		site = nil
	}
	if site != nil {
		if info, err := fs.Stat(site, l.dir); err == nil && info.IsDir() {
			l.site, _ = fs.Sub(site, l.dir)
		}
	}
	if l.site == nil && name != "default" {
		var names []diag.Candidate
		if site != nil {
			entries, _ := fs.ReadDir(site, "themes")
			for _, e := range entries {
				if e.IsDir() {
					names = append(names, diag.Candidate{ID: e.Name()})
				}
			}
		}
		hint := diag.DidYouMean(name, names)
		if hint == "" {
			hint = `A theme is a folder in themes/. Leave the setting out for the built-in one.`
		}
		pos := at.Pos
		if pos.File == "" {
			pos = diag.In("site.toml")
		}
		list.Add("unknown-theme", pos, at.Len,
			"There is no theme called "+diag.Quote(name)+".", hint)
	}
	return l
}

// names lists the files below a folder of the theme, in both layers.
func (l *layers) names(dir string) []string {
	seen := map[string]bool{}
	for _, fsys := range []fs.FS{l.builtin, l.site} {
		if fsys == nil {
			continue
		}
		err := fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil && errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				l.list.Add("unreadable-file", diag.In(path.Join(l.dir, name)), 0, "This cannot be read: "+err.Error()+".", "")
				return nil
			case name != dir && d.Name()[0] == '.': // editors' and systems' own
				if d.IsDir() {
					return fs.SkipDir
				}
			case !d.IsDir():
				seen[name] = true
			}
			return nil
		})
		_ = err // the function above never returns one
	}
	return slices.Sorted(maps.Keys(seen))
}

// read returns a file of the theme, the site's if there is one.
func (l *layers) read(name string) (file, bool) {
	if f, ok := l.readOwn(name); ok {
		return f, true
	}
	return l.readBuiltin(name)
}

func (l *layers) readOwn(name string) (file, bool) {
	if l.site == nil {
		return file{}, false
	}
	f := file{name: name, path: path.Join(l.dir, name), own: true}
	if info, err := fs.Stat(l.root, f.path); err == nil && !info.Mode().IsRegular() {
		// Opening a pipe would wait for ever.
		l.list.Add("unreadable-file", diag.In(f.path), 0, "This is not a plain file.", "")
		return f, false
	}
	data, err := fs.ReadFile(l.site, name)
	if errors.Is(err, fs.ErrNotExist) {
		return f, false
	}
	if err != nil {
		l.list.Add("unreadable-file", diag.In(f.path), 0, "This cannot be read: "+err.Error()+".", "")
		return f, false
	}
	f.data = data
	return f, true
}

func (l *layers) readBuiltin(name string) (file, bool) {
	data, err := fs.ReadFile(l.builtin, name)
	return file{name: name, path: path.Join("themes/default", name), data: data}, err == nil
}

// copied reports whether a file of the site is the built-in one unchanged.
func (l *layers) copied(f file) bool {
	under, ok := l.readBuiltin(f.name)
	return ok && bytes.Equal(under.data, f.data)
}

// text reports whether a file is text, and complains if not.
func (l *layers) text(f file) bool {
	if utf8.Valid(f.data) && !slices.Contains(f.data, 0) {
		return true
	}
	l.list.Add("not-text", diag.In(f.path), 0, "This file is not UTF-8 text.", "Save it as UTF-8.")
	return false
}

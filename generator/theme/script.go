package theme

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"kith/generator/diag"
)

// scriptRef is an address in a script, relative to it: "./find.js".
var scriptRef = regexp.MustCompile(`(["'])(\./[\w./-]+\.\w+)["']`)

// loadScripts puts out the scripts of assets/. What they name by "./" goes out
// before them and is named by its fingerprint there, so that all of it may be
// kept for ever and none of it be out of step.
func loadScripts(l *layers, paths map[string]string, put func(name string, data []byte), list *diag.List) {
	waiting := map[string]file{}
	for _, full := range l.names("assets") {
		if name := strings.TrimPrefix(full, "assets/"); isScript(name) {
			if f, ok := l.read(full); ok && l.text(f) {
				if !f.own || l.copied(f) {
					f.data = pressScript(f.data)
				}
				waiting[name] = f
			}
		}
	}
	for len(waiting) > 0 {
		var ready []string
		for name, f := range waiting {
			if !slices.ContainsFunc(refs(name, f.data), func(ref string) bool { _, ok := waiting[ref]; return ok }) {
				ready = append(ready, name)
			}
		}
		if len(ready) == 0 {
			for name, f := range waiting {
				ready = append(ready, name)
				list.Add("template", diag.In(f.path), 0, "This script waits for one that waits for it.", "Let one of the two do without the other.")
			}
		}
		slices.Sort(ready)
		for _, name := range ready {
			f := waiting[name]
			delete(waiting, name)
			put(name, scriptRef.ReplaceAllFunc(f.data, func(m []byte) []byte {
				ref := string(m[1 : len(m)-1])
				to, ok := paths[path.Join(path.Dir(name), ref)]
				if !ok {
					return m
				}
				return []byte(string(m[0]) + strings.TrimSuffix(ref, path.Base(ref)) + path.Base(to) + string(m[0]))
			}))
		}
	}
}

// pressScript drops the lines of a script that are comments, the empty ones and
// what the others are indented by. It knows no more of the language than that,
// so it is for the built-in scripts, in which no text goes over several lines.
func pressScript(js []byte) []byte {
	var out []byte
	for line := range bytes.Lines(js) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && !bytes.HasPrefix(line, []byte("//")) {
			out = append(append(out, line...), '\n')
		}
	}
	return out
}

func isScript(name string) bool { return path.Ext(name) == ".js" || path.Ext(name) == ".mjs" }

// refs are the plain names of what a script names.
func refs(name string, data []byte) []string {
	var out []string
	for _, m := range scriptRef.FindAllSubmatch(data, -1) {
		out = append(out, path.Join(path.Dir(name), string(m[2])))
	}
	return out
}

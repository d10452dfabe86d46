// Package scaffold is what `kith init` and `kith new` write: a small hub that
// builds without a finding on its first day, and new files with the few fields
// worth filling in.
//
// It makes text and puts it into files that are not there yet. Asking
// questions, and finding out who is who, is the caller's. The words are in
// hub/ and thing/, one file each as it will lie in the hub; start with Hub in
// hub.go and Thing in thing.go.
package scaffold

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"text/template"
)

//go:embed all:hub thing
var texts embed.FS

// File is a file to be written: a slash path inside the hub, and its text.
type File struct{ Path, Text string }

// Exists says that a file is there already. Nothing is ever written over.
type Exists struct{ Path string }

// Error says which file it is.
func (e *Exists) Error() string { return e.Path + " is there already" }

// Write puts files into dir, none of them over another: if one is there
// already the error is *Exists, and nothing at all is written.
func Write(dir string, files []File) error {
	for _, f := range files {
		if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(f.Path))); err == nil {
			return &Exists{f.Path}
		}
	}
	for _, f := range files {
		full := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			return fmt.Errorf("making the folder of %s: %w", f.Path, err)
		}
		w, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			return &Exists{f.Path} // somebody was quicker
		}
		if err != nil {
			return fmt.Errorf("writing %s: %w", f.Path, err)
		}
		_, err = w.WriteString(f.Text)
		if err = errors.Join(err, w.Close()); err != nil {
			return fmt.Errorf("writing %s: %w", f.Path, err)
		}
	}
	return nil
}

var funcs = template.FuncMap{"yaml": yaml, "toml": quoted, "md": markdown, "oneline": oneline}

// fill fills a template of texts. They are fixed, so a failure is a bug.
func fill(name string, data any) string {
	src, err := texts.ReadFile(name)
	if err != nil {
		panic(err)
	}
	var b strings.Builder
	t := template.Must(template.New(path.Base(name)).Funcs(funcs).Option("missingkey=error").Parse(string(src)))
	if err := t.Execute(&b, data); err != nil {
		panic(err)
	}
	return b.String()
}

// oneline keeps a text on its line, as in a comment.
func oneline(s string) string { return strings.Join(strings.Fields(s), " ") }

var plainWords = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\pL[\pL\pM\pN ’'@,.()!?/&–-]*$`) })

// yaml writes a value so that it can only be read as this text: as it is
// where that is safe, since most people never need to see a quotation mark.
func yaml(s string) string {
	if plainWords().MatchString(s) && !strings.HasSuffix(s, " ") && !strings.EqualFold(s, "null") {
		return s
	}
	return quoted(s)
}

// quoted is a string in the form that JSON, YAML and TOML agree on.
func quoted(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(strings.ToValidUTF8(s, "\ufffd")); err != nil {
		panic(err) // strings can always be encoded
	}
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "\u007f", `\u007f`)
}

var special = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("[\\\\`*_\\[\\]<>~|]") })

// markdown writes a name into running text.
func markdown(s string) string { return special().ReplaceAllString(s, `\$0`) }

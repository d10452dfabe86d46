package preview

import (
	"fmt"
	"html/template"
	"io/fs"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Editor makes links that open a file in somebody's editor. Such links are
// followed by the browser, which asks first; kith itself starts no program.
type Editor struct {
	form string // with {path}, {line} and {column}
}

var editors = map[string]string{
	"vscode":   "vscode://file{path}:{line}:{column}",
	"code":     "vscode://file{path}:{line}:{column}",
	"vscodium": "vscodium://file{path}:{line}:{column}",
	"cursor":   "cursor://file{path}:{line}:{column}",
	"zed":      "zed://file{path}:{line}:{column}",
	"idea":     "idea://open?file={path}&line={line}&column={column}",
	"sublime":  "subl://open?url=file://{path}&line={line}&column={column}",
	"textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
	"bbedit":   "x-bbedit://open?url=file://{path}&line={line}",
}

var ownScheme = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z][a-z0-9+.-]*://`) })

// NewEditor reads what KITH_EDITOR says: the name of an editor, or the form
// of its links, as in "vscode://file{path}:{line}:{column}". "" makes no
// links.
func NewEditor(setting string) (Editor, error) {
	setting = strings.TrimSpace(setting)
	if setting == "" {
		return Editor{}, nil
	}
	if form, ok := editors[strings.ToLower(setting)]; ok {
		return Editor{form}, nil
	}
	scheme, _, _ := strings.Cut(setting, ":")
	switch {
	case !ownScheme().MatchString(setting) || !strings.Contains(setting, "{path}"):
		return Editor{}, fmt.Errorf("%q is neither an editor kith knows (vscode, vscodium, cursor, zed, idea, sublime, textmate, bbedit) nor a link with {path} in it", setting)
	case scheme == "javascript" || scheme == "data" || scheme == "vbscript" || scheme == "http" || scheme == "https" || scheme == "file":
		return Editor{}, fmt.Errorf("a link that begins with %s: opens no editor", scheme)
	}
	return Editor{setting}, nil
}

// link is the address that opens a file, if there is an editor. Only files
// inside the hub's folder have one.
func (e Editor) link(dir, file string, line, column int) (template.URL, bool) {
	if e.form == "" || dir == "" || !fs.ValidPath(file) {
		return "", false
	}
	p := filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(file)))
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/hub becomes /C:/hub
	}
	escaped := (&url.URL{Path: p}).EscapedPath()
	if strings.Contains(e.form, "?") {
		escaped = strings.NewReplacer("&", "%26", "+", "%2B", "#", "%23").Replace(escaped)
	}
	link := strings.NewReplacer("{path}", escaped, "{line}", strconv.Itoa(max(line, 1)), "{column}", strconv.Itoa(max(column, 1))).Replace(e.form)
	return template.URL(link), true //nolint:gosec // its scheme is checked by NewEditor, its values are escaped
}

package preview

import (
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// sourceLink leads to our own view of a source file.
func sourceLink(file string, line int) template.URL {
	q := "/_kith/source?file=" + url.QueryEscape(file)
	if line > 0 {
		q += fmt.Sprintf("&line=%d#L%d", line, line)
	}
	return template.URL(q) //nolint:gosec // built here, with its values escaped
}

// source shows a file that a mistake is in, with the line marked: for those
// whose editor cannot be opened by a link. It reads, and opens nothing; only
// files a hub is made of, and only inside its folder (Snapshot.Read sees to
// that as well).
func (s *Server) source(w http.ResponseWriter, r *http.Request) {
	st := s.wait(r)
	if st == nil {
		return
	}
	file := r.URL.Query().Get("file")
	line, _ := strconv.Atoi(r.URL.Query().Get("line"))
	var data []byte
	if st.good != nil && readable(file) {
		data = st.good.Read(file)
	}
	if data == nil {
		refuse(w, http.StatusNotFound, "There is no such source file to show.")
		return
	}
	type row struct {
		Number int
		Text   string
		Bad    bool
	}
	var view struct {
		File   string
		Copy   string
		Editor template.URL
		Rows   []row
	}
	view.File, view.Copy = file, file
	if line > 0 {
		view.Copy = fmt.Sprintf("%s:%d", file, line)
	}
	view.Editor, _ = s.opts.Editor.link(s.opts.Dir, file, max(line, 1), 1)
	text := strings.TrimSuffix(strings.TrimPrefix(string(data), "\ufeff"), "\n")
	for i, t := range strings.Split(text, "\n") {
		view.Rows = append(view.Rows, row{i + 1, strings.Map(visible, strings.TrimSuffix(t, "\r")), i+1 == line})
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(render("source.html", view))
}

// readable reports whether a path is that of a text a hub is made of.
func readable(file string) bool {
	if !fs.ValidPath(file) || strings.ContainsAny(file, "\\:") {
		return false
	}
	for part := range strings.SplitSeq(file, "/") {
		if strings.HasPrefix(part, ".") {
			return false
		}
	}
	switch strings.ToLower(path.Ext(file)) {
	case ".md", ".toml", ".html", ".css", ".js", ".yml", ".yaml", ".txt", ".json":
	default:
		if path.Base(file) != "_redirects" && path.Base(file) != "_headers" {
			return false
		}
	}
	top, _, inside := strings.Cut(file, "/")
	switch top {
	case "content", "themes", "static":
		return inside
	}
	return !inside && path.Ext(file) == ".toml"
}

package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/generator/hosting"
)

// answer is what a path leads to.
type answer struct {
	status   int
	file     string // of the site; "" for a page of kith's own
	body     []byte // without the script
	redirect string
	// wall are mistakes in making this very page.
	wall []card
	// full says that body is a page about mistakes, so none go over it.
	full bool
}

// find says what a path of the address leads to: the same as on any static
// host. escaped is the path as the browser sent it.
func (s *Server) find(st *state, escaped string) answer {
	if st.good == nil {
		return s.errorPage(http.StatusInternalServerError, st.wall, st.more)
	}
	base := st.good.Base()
	clear, err := url.PathUnescape(escaped)
	if err != nil {
		return s.missing(st, "")
	}
	if clear+"/" == base || clear == "/" && base != "/" {
		return answer{status: http.StatusFound, redirect: escapePath(base)}
	}
	rest, ok := strings.CutPrefix(clear, base)
	if !ok || !safe(rest) {
		return s.missing(st, "")
	}
	file := rest
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	if st.has(file) {
		return s.file(st, file)
	}
	if !strings.HasSuffix(rest, "/") && st.has(rest+"/index.html") {
		return answer{status: http.StatusFound, redirect: escapePath(base + rest + "/")}
	}
	return s.missing(st, rest)
}

// safe refuses what no file of a site is called: what leaves the site, and
// what only some systems take for a way out of it.
func safe(rest string) bool {
	if strings.ContainsAny(rest, "\\\x00") {
		return false
	}
	clean := strings.TrimSuffix(rest, "/")
	return clean == "" && rest == "" || clean != "" && path.Clean("/"+clean) == "/"+clean
}

func escapePath(p string) string { return (&url.URL{Path: p}).EscapedPath() }

func (st *state) has(file string) bool {
	_, ok := slices.BinarySearch(st.paths, file)
	return ok
}

// file makes a file of the site.
func (s *Server) file(st *state, file string) answer {
	data, err := st.good.Bytes(file)
	if err == nil {
		if isPage(file) {
			s.shelf.put(file, data)
		}
		return answer{status: http.StatusOK, file: file, body: data}
	}
	if errors.Is(err, ErrNoPage) && path.Base(file) != "404.html" {
		return s.missing(st, file)
	}
	c := failureCard(err)
	if d, ok := s.opts.Explain(err); ok {
		c = s.card(d, st.good.Read)
	}
	if old, ok := s.shelf.get(file); ok {
		return answer{status: http.StatusOK, file: file, body: old, wall: []card{c}}
	}
	if !isPage(file) {
		return answer{status: http.StatusInternalServerError, body: []byte(err.Error())}
	}
	return s.errorPage(http.StatusInternalServerError, []card{c}, 0)
}

// missing is the site's own 404 page: of the folders that a path names, the
// innermost that has one, so that readers of another language get theirs.
func (s *Server) missing(st *state, rest string) answer {
	for at := rest; ; {
		if at = path.Dir("/" + at)[1:]; st.has(path.Join(at, "404.html")) {
			a := s.file(st, path.Join(at, "404.html"))
			if a.status == http.StatusOK {
				a.status = http.StatusNotFound
			}
			return a
		}
		if at == "" {
			break
		}
	}
	return answer{status: http.StatusNotFound, full: true, body: render("lost.html", escapePath(st.good.Base()))}
}

// site answers for the pages and files of the hub.
func (s *Server) site(w http.ResponseWriter, r *http.Request) {
	s.asked.Add(1)
	defer s.asked.Add(-1)
	st := s.wait(r)
	if st == nil {
		return
	}
	a := s.find(st, r.URL.EscapedPath())
	if a.status == http.StatusInternalServerError && len(st.wall) == 0 {
		// A file can change between the look at the hub and the copying of it.
		// Then another look is under way.
		select {
		case <-st.superseded:
			st = s.now.Load()
			a = s.find(st, r.URL.EscapedPath())
		case <-time.After(300 * time.Millisecond):
		case <-r.Context().Done():
			return
		}
	}
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	if st.good != nil {
		publicHeaders(h, st.good.Headers())
	}
	if a.redirect != "" {
		to := a.redirect
		if r.URL.RawQuery != "" {
			to += "?" + r.URL.RawQuery
		}
		h.Set("Location", to)
		h.Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(a.status)
		return
	}
	body := a.body
	switch {
	case a.file == "" && !a.full:
		h.Set("Content-Type", "text/plain; charset=utf-8")
	case a.full || isPage(a.file):
		h.Set("Content-Type", "text/html; charset=utf-8")
		body = withScript(body, st.gen, a)
	default:
		h.Set("Content-Type", contentType(a.file))
		if !fingerprinted(a.file) {
			s.served.note(a.file, tagOf(a.body))
		}
	}
	if a.status == http.StatusOK {
		h.Set("ETag", `"`+tagOf(body)+`"`)
		// For its ranges: some browsers play no film without.
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// publicHeaders puts the headers of the published site in place of ours, so
// that what works here works there. Live reload needs no more than they allow:
// its script, styles and messages come from the site's own address.
func publicHeaders(h http.Header, site []hosting.Header) {
	for _, o := range hosting.Headers(nil) {
		h.Del(o.Name)
	}
	for _, o := range site {
		h.Set(o.Name, o.Value)
	}
}

// wait returns the state as soon as there was a first look.
func (s *Server) wait(r *http.Request) *state {
	for {
		st := s.now.Load()
		if st.looked {
			return st
		}
		select {
		case <-st.superseded:
		case <-r.Context().Done():
			return nil
		case <-s.close:
			return nil
		}
	}
}

func isPage(file string) bool { return strings.HasSuffix(file, ".html") }

// fingerprinted reports whether a file's name changes with its bytes.
func fingerprinted(file string) bool { return strings.HasPrefix(file, "assets/") }

// tagOf stands for bytes.
func tagOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:12])
}

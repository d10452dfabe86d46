package preview

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// message is what a page is told.
type message struct {
	// Do is "reload", "style" or "".
	Do string `json:"do,omitempty"`
	// Load says that a file which the page loads is another, so that it isn't
	// enough to change what stands in the page.
	Load bool `json:"load,omitempty"`
	// Styles are the addresses of the page's style sheets, in their order.
	Styles []string `json:"styles,omitempty"`
	// Seen is what the page shows after doing so.
	Seen string `json:"seen"`
	// Wall and Notes are HTML: mistakes to stand over the page, and what else
	// is worth a look. "" takes them away.
	Wall  string `json:"wall"`
	Notes string `json:"notes"`
}

// marks stand for what a page shows: its bytes but for the addresses of its
// style sheets, those addresses, and the generation it is from.
type marks struct {
	gen          int64
	body, styles string
}

var (
	sheetLink = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?is)<link\b[^>]*\brel\s*=\s*["']?stylesheet\b[^>]*>`)
	})
	sheetHref = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?is)\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))`)
	})
	loaded = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?is)\b(?:src|srcset|poster)\s*=\s*(?:"([^"]*)"|'([^']*)')`)
	})
)

func marksOf(gen int64, a answer) marks {
	body := sheetLink().ReplaceAll(a.body, nil)
	extra := strconv.Itoa(a.status) + " " + a.redirect + " "
	return marks{gen, tagOf(append([]byte(extra), body...)), tagOf([]byte(strings.Join(sheets(a.body), " ")))}
}

func (m marks) String() string { return fmt.Sprintf("%d-%s-%s", m.gen, m.body, m.styles) }

func parseMarks(s string) marks {
	var m marks
	parts := strings.SplitN(s, "-", 3)
	if len(parts) == 3 {
		m.gen, _ = strconv.ParseInt(parts[0], 10, 64)
		m.body, m.styles = parts[1], parts[2]
	}
	return m
}

// sheets are the addresses of a page's style sheets.
func sheets(page []byte) []string {
	var out []string
	for _, link := range sheetLink().FindAll(page, -1) {
		if m := sheetHref().FindSubmatch(link); m != nil {
			out = append(out, html.UnescapeString(string(m[1])+string(m[2])+string(m[3])))
		}
	}
	return out
}

// withScript adds the script that listens for changes to a response.
func withScript(page []byte, gen int64, a answer) []byte {
	kind := ""
	if a.full {
		kind = " data-full"
	}
	tag := fmt.Sprintf(`<script src="/_kith/live.js" data-seen="%s"%s></script>`, marksOf(gen, a), kind)
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		if at = lastFold(page, "</body>"); at < 0 {
			at = len(page)
		}
	}
	out := make([]byte, 0, len(page)+len(tag))
	out = append(out, page[:at]...)
	out = append(out, tag...)
	return append(out, page[at:]...)
}

func lastFold(page []byte, tag string) int {
	for i := len(page) - len(tag); i >= 0; i-- {
		if page[i] == '<' && strings.EqualFold(string(page[i:i+len(tag)]), tag) {
			return i
		}
	}
	return -1
}

// events tells a page, for as long as it is open, what has become of it.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	flush := http.NewResponseController(w)
	page := r.URL.Query().Get("page")
	shown := parseMarks(r.URL.Query().Get("seen"))
	if !strings.HasPrefix(page, "/") {
		http.Error(w, "Which page? There is none in the address.", http.StatusBadRequest)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	if r.Method == http.MethodHead {
		return
	}
	fmt.Fprint(w, "retry: 600\n\n")
	if flush.Flush() != nil {
		return
	}
	beat := time.NewTicker(20 * time.Second)
	defer beat.Stop()
	said, first := message{}, true
	coached := ""
	for {
		st := s.wait(r)
		if st == nil {
			return
		}
		m := s.tell(st, page, &shown)
		if first || m.Do != "" || m.Wall != said.Wall || m.Notes != said.Notes {
			data, err := json.Marshal(m)
			if err != nil {
				panic(err) // strings only
			}
			fmt.Fprintf(w, "data: %s\n\n", data)
			if flush.Flush() != nil {
				return
			}
		}
		said, first = m, false
		// Notes may take longer, and a page that loads itself anew asks anyway.
		if m.Do != "reload" {
			// Between two halves of a save there are none; that is no news.
			if tag := s.coachTag(st, page); tag != "" && tag != coached {
				fmt.Fprintf(w, "event: coach\ndata: %s\n\n", tag)
				if flush.Flush() != nil {
					return
				}
				coached = tag
			}
		}
		for waiting := true; waiting; {
			select {
			case <-st.superseded:
				waiting = false
			case <-beat.C:
				fmt.Fprint(w, ":\n\n")
				if flush.Flush() != nil {
					return
				}
			case <-r.Context().Done():
				return
			case <-s.close:
				return
			}
		}
	}
}

// tell compares what a page shows with what it should show. shown is moved
// on to that.
func (s *Server) tell(st *state, page string, shown *marks) message {
	a := s.find(st, page)
	now := marksOf(st.gen, a)
	was := *shown
	*shown = now
	m := message{Seen: now.String()}
	switch {
	case was.body != now.body:
		m.Do = "reload"
	case was.styles != now.styles:
		m.Do = "style"
	}
	for _, file := range s.touchedOn(st, page, a, was.gen) {
		if strings.HasSuffix(file, ".css") && m.Do != "reload" {
			m.Do = "style"
		} else {
			m.Do, m.Load = "reload", true
		}
	}
	if m.Do == "style" {
		m.Styles = sheets(a.body)
		for i, href := range m.Styles {
			if file, ok := s.local(st, page, href); ok && !fingerprinted(file) {
				// Its name is as before: give it another, so that it is asked for.
				m.Styles[i] = strings.SplitN(href, "?", 2)[0] + "?kith=" + strconv.FormatInt(st.gen, 10)
			}
		}
	}
	if a.full {
		return m
	}
	wall, more := st.wall, st.more
	if len(wall) == 0 {
		wall, more = a.wall, 0
	}
	m.Wall = wallHTML(wall, more)
	if st.good != nil {
		m.Notes = s.notesHTML(st, a.file)
	}
	return m
}

// touchedOn are files that the page loads and that are others than when the
// browser loaded them.
func (s *Server) touchedOn(st *state, page string, a answer, since int64) []string {
	if len(st.touched) == 0 || st.good == nil {
		return nil
	}
	var out []string
	add := func(ref string) {
		if file, ok := s.local(st, page, ref); ok && st.touched[file] > since {
			out = append(out, file)
		}
	}
	for _, href := range sheets(a.body) {
		add(href)
	}
	for _, m := range loaded().FindAllSubmatch(a.body, -1) {
		for part := range strings.SplitSeq(html.UnescapeString(string(m[1])+string(m[2])), ",") {
			if fields := strings.Fields(part); len(fields) > 0 {
				add(fields[0])
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// local turns an address on a page into a file of the site.
func (s *Server) local(st *state, page, ref string) (string, bool) {
	ref, _, _ = strings.Cut(ref, "#")
	ref, _, _ = strings.Cut(ref, "?")
	if ref == "" || strings.Contains(ref, ":") || strings.HasPrefix(ref, "//") {
		return "", false
	}
	if !strings.HasPrefix(ref, "/") {
		ref = path.Join(path.Dir(page+"x"), ref)
	}
	file, ok := strings.CutPrefix(unescape(ref), st.good.Base())
	return file, ok && st.has(file)
}

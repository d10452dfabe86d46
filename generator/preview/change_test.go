package preview

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	kettle = "---\ntitle: Kettle # so\n---\n\nWe utilise vans.\n\nThey utilise us.\n"
	story  = "content/stories/kettle.md"
	where  = "/stories/kettle/"
)

// written is a site whose sources lie in a folder.
func written(t *testing.T, edit ...func(*Options)) *site {
	t.Helper()
	f := small()
	f.dir = t.TempDir()
	f.sources = map[string]string{story: kettle}
	if err := os.MkdirAll(filepath.Join(f.dir, "content", "stories"), 0o755); err != nil {
		t.Fatal(err)
	}
	v := &site{t: t, now: f}
	v.save(kettle)
	v = serve(t, f, append([]func(*Options){func(o *Options) { o.Dir = f.dir }}, edit...)...)
	v.s.patience = time.Millisecond
	return v
}

func (v *site) file() string { return filepath.Join(v.now.dir, filepath.FromSlash(story)) }

func (v *site) save(text string) {
	v.t.Helper()
	if err := os.WriteFile(v.file(), []byte(text), 0o644); err != nil {
		v.t.Fatal(err)
	}
}

func (v *site) saved() string {
	v.t.Helper()
	data, err := os.ReadFile(v.file())
	if err != nil {
		v.t.Fatal(err)
	}
	return string(data)
}

// reloaded waits until the hub has been looked at again.
func (v *site) reloaded() {
	v.t.Helper()
	st := v.s.now.Load()
	v.change(func(*fake) {})
	select {
	case <-st.superseded:
	case <-time.After(10 * time.Second):
		v.t.Fatal("the hub was not looked at")
	}
}

func (v *site) notes(page string) coached {
	v.t.Helper()
	r := v.get("/_kith/notes?page=" + page)
	var got changed
	if err := json.Unmarshal([]byte(r.body), &got); err != nil || r.StatusCode != 200 {
		v.t.Fatalf("%d %v: %s", r.StatusCode, err, r.body)
	}
	return got.Notes
}

// post sends a change as a page of the preview does, but for the edits.
func (v *site) post(c change, edit ...func(*http.Request)) (int, changed, string) {
	v.t.Helper()
	body, err := json.Marshal(c)
	if err != nil {
		v.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.url+"/_kith/change", bytes.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header.Set("Origin", v.url)
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Kith-Token", v.s.token)
	for _, e := range edit {
		e(req)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	var got changed
	_ = json.Unmarshal(data, &got) // a refusal is plain text
	return res.StatusCode, got, string(data)
}

func TestNotesOfAPage(t *testing.T) {
	v := written(t)
	c := v.notes(where)
	if c.Token == "" || c.Count != 2 || len(c.Notes) != 2 || c.Undo != "" {
		t.Fatalf("%+v", c)
	}
	n := c.Notes[1]
	if n.Text != "They utilise us." || !n.Whole || n.Words != "utilise" || n.Before != "They " || n.Level != "worth-a-look" {
		t.Errorf("%+v", n)
	}
	for _, want := range []string{
		`“utilise” is office &lt;b&gt;talk&lt;/b&gt;.`, `<b>Try:</b> use`, `aria-label="Accept: “use” instead of “utilise”">Accept “use”`,
		`aria-label="Accept: leave out “utilise”"`, `aria-label="Keep mine: “utilise”"`, `Nobody says it out loud.`, `Line 7`,
	} {
		if !strings.Contains(n.HTML, want) {
			t.Errorf("the note lacks %q:\n%s", want, n.HTML)
		}
	}
	if strings.Contains(n.HTML, "style=") || strings.Contains(c.Line, "style=") {
		t.Error("the policy allows no style in a tag")
	}
	if at := strings.Index(c.Line, "Two people are named, every sentence is short."); at < 0 || at > strings.Index(c.Line, "Two notes.") {
		t.Errorf("what works doesn't come first: %s", c.Line)
	}
	if c := v.notes("/nowhere/"); c.Count != 0 || c.Token != "" || c.Tag != "" {
		t.Errorf("a page that isn't there: %+v", c)
	}
	for _, from := range []string{"cross-site", "same-site", "none"} {
		if r := v.get("/_kith/notes?page="+where, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", from) }); r.StatusCode != http.StatusForbidden || strings.Contains(r.body, v.s.token) {
			t.Errorf("%s: %d", from, r.StatusCode)
		}
	}
}

// Two paragraphs may say the same: each note is about its own.
func TestNotesOnEqualParagraphs(t *testing.T) {
	v := written(t)
	v.save(kettle + "\nWe utilise vans.\n\nWe utilise vans, and utilise vans.\n\nWe utilise vans.\n")
	v.reloaded()
	c := v.notes(where)
	var nth []int
	ids := map[string]bool{}
	for _, n := range c.Notes {
		ids[n.ID] = true
		if n.Text == "We utilise vans." {
			nth = append(nth, n.Nth)
		}
	}
	if len(ids) != len(c.Notes) || !slices.Equal(nth, []int{0, 1}) {
		t.Errorf("%v %d %d", nth, len(ids), len(c.Notes))
	}
	v.post(change{Do: "accept", Page: where, Note: c.Notes[2].ID, Digest: c.Digest})
	if want := kettle + "\nWe use vans.\n"; !strings.HasPrefix(v.saved(), want) {
		t.Errorf("%q", v.saved())
	}
}

func TestThePageItselfSaysNothingOfNotes(t *testing.T) {
	with, without := written(t), written(t)
	without.change(func(f *fake) { f.quiet = true })
	without.reloaded()
	a, b := with.get(where).body, without.get(where).body
	if a = scriptTag.ReplaceAllString(a, ""); a != scriptTag.ReplaceAllString(b, "") || a != small().files["stories/kettle/index.html"] {
		t.Errorf("%s\n%s", a, b)
	}
	if c := without.notes(where); c.Tag != "" || c.Line != "" {
		t.Errorf("notes that nobody wants: %+v", c)
	}
}

func TestAccept(t *testing.T) {
	v := written(t)
	c := v.notes(where)
	status, got, body := v.post(change{Do: "accept", Page: where, Note: c.Notes[1].ID, Digest: c.Digest})
	if status != 200 || got.Said != "Changed “utilise” to “use”." {
		t.Fatalf("%d %s", status, body)
	}
	want := strings.Replace(kettle, "They utilise", "They use", 1)
	if v.saved() != want {
		t.Errorf("the file is %q", v.saved())
	}
	// The same again is about a file that is no longer so.
	status, got, _ = v.post(change{Do: "accept", Page: where, Note: c.Notes[1].ID, Digest: c.Digest})
	if status != http.StatusConflict || !strings.Contains(got.Sorry, "changed in the meantime") || v.saved() != want {
		t.Errorf("twice: %d %+v", status, got)
	}
	v.reloaded()
	c = v.notes(where)
	if c.Count != 1 || c.Undo == "" || !strings.Contains(c.Line, "Changed “utilise” to “use”.") {
		t.Fatalf("afterwards: %+v", c)
	}
	status, got, _ = v.post(change{Do: "accept", Page: where, Note: c.Notes[0].ID, Fix: 1, Digest: c.Digest})
	if status != 200 || got.Said != "Took out “utilise”." || !strings.Contains(v.saved(), "We  vans.") {
		t.Errorf("left out: %d %+v, %q", status, got, v.saved())
	}
}

func TestTheAnswerWaitsForTheNewNotes(t *testing.T) {
	v := written(t)
	v.s.patience = time.Minute
	c := v.notes(where)
	done := make(chan changed)
	go func() {
		_, got, _ := v.post(change{Do: "accept", Page: where, Note: c.Notes[0].ID, Digest: c.Digest})
		done <- got
	}()
	for end := time.Now().Add(10 * time.Second); v.saved() == kettle; runtime.Gosched() {
		if time.Now().After(end) {
			t.Fatal("nothing was written")
		}
	}
	v.change(func(*fake) {})
	if got := <-done; got.Notes.Count != 1 || got.Notes.Undo == "" || got.Notes.Digest == c.Digest {
		t.Errorf("%+v", got)
	}
}

func TestUndo(t *testing.T) {
	v := written(t)
	odd := "\ufeff" + strings.ReplaceAll(kettle, "\n", "\r\n") + "no end"
	v.save(odd)
	v.reloaded()
	for range 2 {
		c := v.notes(where)
		v.post(change{Do: "accept", Page: where, Note: c.Notes[0].ID, Digest: c.Digest})
		v.reloaded()
	}
	if strings.Contains(v.saved(), "utilise") {
		t.Fatalf("not accepted: %q", v.saved())
	}
	first := ""
	for range 2 {
		c := v.notes(where)
		if status, got, _ := v.post(change{Do: "undo", Page: where, Undo: c.Undo}); status != 200 || got.Said == "" {
			t.Fatalf("undo: %d %+v", status, got)
		}
		first = c.Undo
		v.reloaded()
	}
	if v.saved() != odd {
		t.Errorf("it is %q, and was %q", v.saved(), odd)
	}
	if status, _, _ := v.post(change{Do: "undo", Page: where, Undo: first}); status != http.StatusNotFound {
		t.Errorf("undone twice: %d", status)
	}
	// What somebody wrote since is not lost.
	c := v.notes(where)
	v.post(change{Do: "accept", Page: where, Note: c.Notes[0].ID, Digest: c.Digest})
	v.reloaded()
	id := v.notes(where).Undo
	mine := v.saved() + "more"
	v.save(mine)
	v.reloaded()
	if c := v.notes(where); c.Undo != "" {
		t.Error("undo is offered for a file that has changed since")
	}
	status, got, _ := v.post(change{Do: "undo", Page: where, Undo: id})
	if status != http.StatusConflict || !strings.Contains(got.Sorry, "changed since") || v.saved() != mine {
		t.Errorf("%d %+v", status, got)
	}
}

// What was accepted in one preview is taken back in the next.
func TestUndoLater(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "undo")
	keeping := func(o *Options) { o.Undo = kept }
	v := written(t, keeping)
	accept := func() {
		t.Helper()
		c := v.notes(where)
		if status, got, _ := v.post(change{Do: "accept", Page: where, Note: c.Notes[0].ID, Digest: c.Digest}); status != 200 {
			t.Fatalf("%d %+v", status, got)
		}
		v.reloaded()
	}
	accept()
	accept()
	later := func() { v = serve(t, v.now, func(o *Options) { o.Dir = v.now.dir }, keeping) }
	for range 2 {
		later()
		c := v.notes(where)
		if status, got, _ := v.post(change{Do: "undo", Page: where, Undo: c.Undo}); status != 200 || !strings.Contains(c.Line, "Changed “utilise”") {
			t.Fatalf("%d %+v\n%s", status, got, c.Line)
		}
		v.reloaded()
	}
	if v.saved() != kettle {
		t.Errorf("it is %q, and was %q", v.saved(), kettle)
	}
	// Of a file that somebody else has changed, nothing is kept.
	accept()
	v.save("---\ntitle: Kettle\n---\n\nAnother.\n")
	later()
	if data, err := os.ReadFile(kept); err != nil || strings.Contains(string(data), "utilise") || v.notes(where).Undo != "" {
		t.Errorf("%q %v", data, err)
	}
	// A damaged one is as good as none.
	if err := os.WriteFile(kept, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	later()
	if v.notes(where).Undo != "" {
		t.Error("something can be taken back")
	}
}

func TestKeepMine(t *testing.T) {
	v := written(t)
	c := v.notes(where)
	status, got, _ := v.post(change{Do: "keep", Page: where, Note: c.Notes[0].ID, Digest: c.Digest, Reason: " the name\nof a \"machine\" "})
	want := strings.Replace(kettle, "# so\n", "# so\nvoice_keep:\n  - words: \"utilise\"\n    why: \"the name of a \\\"machine\\\"\"\n", 1)
	if status != 200 || got.Said != "Kept “utilise”." || v.saved() != want {
		t.Fatalf("%d %+v, %q", status, got, v.saved())
	}
	v.reloaded()
	c = v.notes(where)
	if c.Count != 0 || !strings.Contains(c.Line, "“utilise”: the name of a machine") {
		t.Errorf("%+v", c)
	}
	if status, _, _ := v.post(change{Do: "undo", Page: where, Undo: c.Undo}); status != 200 || v.saved() != kettle {
		t.Errorf("undone: %d %q", status, v.saved())
	}
	v.save(kettle)
	v.reloaded()
	c = v.notes(where)
	v.post(change{Do: "keep", Page: where, Note: c.Notes[0].ID, Digest: c.Digest})
	if want := strings.Replace(kettle, "# so\n", "# so\nvoice_keep:\n  - \"utilise\"\n", 1); v.saved() != want {
		t.Errorf("without a reason: %q", v.saved())
	}
	v.reloaded()
	v.save(strings.Replace(kettle, "# so\n", "# so\nvoice_kept: {a: b}\n", 1))
	v.reloaded()
	c = v.notes(where)
	if status, got, _ := v.post(change{Do: "keep", Page: where, Note: c.Notes[0].ID, Digest: c.Digest, Reason: strings.Repeat("x", 301)}); status != http.StatusBadRequest {
		t.Errorf("a reason without end: %d %+v", status, got)
	}
}

// Each of these is somebody else, or something else than a note offers.
func TestWhoMayNotChangeAFile(t *testing.T) {
	v := written(t)
	c := v.notes(where)
	good := change{Do: "accept", Page: where, Note: c.Notes[0].ID, Digest: c.Digest}
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	for name, x := range map[string]struct {
		edit   func(*http.Request)
		status int
	}{
		"another origin":           {header("Origin", "https://evil.example"), 403},
		"another port":             {header("Origin", "http://127.0.0.1:1"), 403},
		"another scheme":           {header("Origin", strings.Replace(v.url, "http:", "https:", 1)), 403},
		"a hidden origin":          {header("Origin", "null"), 403},
		"no origin":                {func(r *http.Request) { r.Header.Del("Origin") }, 403},
		"across sites":             {header("Sec-Fetch-Site", "cross-site"), 403},
		"another page of the site": {header("Sec-Fetch-Site", "same-site"), 403},
		"typed by hand":            {header("Sec-Fetch-Site", "none"), 403},
		"no token":                 {func(r *http.Request) { r.Header.Del("Kith-Token") }, 403},
		"a wrong token":            {header("Kith-Token", strings.Repeat("A", len(v.s.token))), 403},
		"a form":                   {header("Content-Type", "application/x-www-form-urlencoded"), 415},
		"plain text":               {header("Content-Type", "text/plain; a=application/json"), 415},
		"looking":                  {func(r *http.Request) { r.Method = http.MethodGet }, 405},
		"putting":                  {func(r *http.Request) { r.Method = http.MethodPut }, 405},
		"asking first":             {func(r *http.Request) { r.Method = http.MethodOptions }, 405},
		"a bent name": {func(r *http.Request) {
			r.Host = "evil.example"
			r.Header.Set("Origin", "http://evil.example")
		}, 403},
		"no JSON":       {func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader("do=accept")); r.ContentLength = 9 }, 400},
		"another field": {func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader(`{"text":"x"}`)); r.ContentLength = 12 }, 400},
	} {
		if status, _, body := v.post(good, x.edit); status != x.status || v.saved() != kettle {
			t.Errorf("%s: %d %q", name, status, body)
		}
	}
	for name, x := range map[string]struct {
		c      change
		status int
	}{
		"an old file":        {change{Do: "accept", Page: where, Note: good.Note, Digest: "0"}, 409},
		"no such note":       {change{Do: "accept", Page: where, Note: "x", Digest: c.Digest}, 404},
		"no such offer":      {change{Do: "accept", Page: where, Note: good.Note, Digest: c.Digest, Fix: 2}, 400},
		"an offer before":    {change{Do: "accept", Page: where, Note: good.Note, Digest: c.Digest, Fix: -1}, 400},
		"nothing to do":      {change{Page: where, Note: good.Note, Digest: c.Digest}, 400},
		"no such page":       {change{Do: "accept", Page: "/none/", Note: good.Note, Digest: c.Digest}, 404},
		"a page outside":     {change{Do: "accept", Page: "/../stories/kettle/", Note: good.Note, Digest: c.Digest}, 404},
		"nothing taken back": {change{Do: "undo", Page: where, Undo: "x"}, 404},
	} {
		if status, got, body := v.post(x.c); status != x.status || got.Sorry == "" || v.saved() != kettle {
			t.Errorf("%s: %d %q", name, status, body)
		}
	}
	if status, _, _ := v.post(good); status != 200 {
		t.Errorf("and a page of ours may not either: %d", status)
	}
	for _, m := range []string{http.MethodPost, http.MethodPut} {
		if r := v.get("/_kith/notes", func(r *http.Request) { r.Method = m }); r.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s elsewhere: %d", m, r.StatusCode)
		}
	}
}

// A page can be made from files that are not for us to write.
func TestWhichFilesAreWritten(t *testing.T) {
	for _, file := range []string{"../outside.md", "site.toml", "themes/a.md", "content/.hidden.md", "content/a.toml", "content/link.md", "content/link/a.md"} {
		v := written(t)
		outside := filepath.Join(v.now.dir, "outside.md")
		for _, at := range []string{outside, filepath.Join(v.now.dir, "site.toml"), filepath.Join(v.now.dir, "content", ".hidden.md"), filepath.Join(v.now.dir, "content", "a.toml")} {
			if err := os.WriteFile(at, []byte(kettle), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Symlink("../outside.md", filepath.Join(v.now.dir, "content", "link.md")); err != nil && strings.HasPrefix(file, "content/link") {
			t.Skip("no links here")
		}
		_ = os.Mkdir(filepath.Join(v.now.dir, "elsewhere"), 0o755)
		_ = os.WriteFile(filepath.Join(v.now.dir, "elsewhere", "a.md"), []byte(kettle), 0o644)
		_ = os.Symlink("../elsewhere", filepath.Join(v.now.dir, "content", "link"))
		v.change(func(f *fake) { f.from = file; f.sources[file] = kettle })
		v.reloaded()
		c := v.notes(where)
		status, got, _ := v.post(change{Do: "accept", Page: where, Note: c.Notes[0].ID, Digest: c.Digest})
		if status != http.StatusInternalServerError || !strings.Contains(got.Sorry, "Nothing was written") {
			t.Errorf("%s: %d %+v", file, status, got)
		}
		for _, at := range []string{outside, filepath.Join(v.now.dir, "elsewhere", "a.md"), filepath.Join(v.now.dir, "site.toml")} {
			if data, _ := os.ReadFile(at); string(data) != kettle {
				t.Errorf("%s: %s was written", file, at)
			}
		}
	}
}

func TestReadOnly(t *testing.T) {
	v := written(t, func(o *Options) { o.ReadOnly = "Others can see this." })
	c := v.notes(where)
	if c.Token != "" || strings.Contains(c.Notes[0].HTML, "data-do") || !strings.Contains(c.Line, "Others can see this.") {
		t.Errorf("%+v", c)
	}
	status, _, body := v.post(change{Do: "accept", Page: where, Note: c.Notes[0].ID, Digest: c.Digest})
	if status != http.StatusForbidden || !strings.Contains(body, "Others can see this.") || v.saved() != kettle {
		t.Errorf("%d %q", status, body)
	}
}

package preview

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/generator/diag"
)

func mistake(offset int) diag.Diagnostic {
	return diag.Diagnostic{
		Code: "unknown-person", Severity: diag.Error, Pos: diag.Pos{File: "content/stories/kettle.md", Offset: offset}, Len: 9,
		Message: `I don't know anyone called "ada-okonj".`, Hint: `did you mean Ada Okonjo ("ada-okonjo")?`,
	}
}

func TestPageHearsOfItsOwnChangesOnly(t *testing.T) {
	v := serve(t, small())
	home := v.listen("/", v.get("/").seen(t))
	kettle := v.listen("/stories/kettle/", v.get("/stories/kettle/").seen(t))
	home.next()
	kettle.next()
	v.change(func(f *fake) { f.files["index.html"] = page("home again") })
	if m := home.next(); m.Do != "reload" {
		t.Errorf("the changed page was told %+v", m)
	}
	v.change(func(f *fake) { f.files["stories/kettle/index.html"] = page("new") })
	if m := kettle.next(); m.Do != "reload" {
		t.Errorf("then the other was told %+v", m)
	}
	select {
	case m := <-home.c:
		t.Errorf("and the first one again: %+v", m)
	default:
	}
}

func TestPageThatMissedAChangeHearsOfIt(t *testing.T) {
	v := serve(t, small())
	seen := v.get("/").seen(t)
	gone := v.get("/soon/").seen(t)
	v.change(func(f *fake) {
		f.files["index.html"] = page("home again")
		f.files["soon/index.html"] = page("here")
	})
	if m := v.listen("/", seen).until("reload", func(m message) bool { return m.Do != "" }); m.Do != "reload" {
		t.Errorf("told %+v", m)
	}
	if m := v.listen("/soon/", gone).until("reload", func(m message) bool { return m.Do != "" }); m.Do != "reload" {
		t.Errorf("a page that was missing was told %+v", m)
	}
}

func TestStyleSheetsAreSwapped(t *testing.T) {
	f := small()
	f.files["own.css"] = "p{}"
	f.files["index.html"] = `<link rel=stylesheet href="/assets/kith-1.css"><link href='own.css' rel='stylesheet'><body>home</body>`
	v := serve(t, f)
	l := v.listen("/", v.get("/").seen(t))
	l.next()
	v.change(func(f *fake) {
		f.files["assets/kith-2.css"] = "body{color:red}"
		f.files["index.html"] = strings.Replace(f.files["index.html"], "kith-1", "kith-2", 1)
	})
	m := l.next()
	if m.Do != "style" || len(m.Styles) != 2 || m.Styles[0] != "/assets/kith-2.css" {
		t.Errorf("a sheet with another name: %+v", m)
	}
	v.get("/own.css")
	v.change(func(f *fake) { f.files["own.css"] = "p{color:red}" })
	m = l.next()
	if m.Do != "style" || !strings.HasPrefix(m.Styles[1], "own.css?kith=") {
		t.Errorf("a sheet with the same name: %+v", m)
	}
}

func TestPictureThatChangedReloadsItsPage(t *testing.T) {
	v := serve(t, small())
	l := v.listen("/stories/kettle/", v.get("/stories/kettle/").seen(t))
	home := v.listen("/", v.get("/").seen(t))
	l.next()
	home.next()
	v.get("/stories/kettle/kettle.png")
	v.change(func(f *fake) { f.files["stories/kettle/kettle.png"] = "another" })
	if m := l.next(); m.Do != "reload" {
		t.Errorf("told %+v", m)
	}
	v.change(func(f *fake) { f.files["index.html"] = page("changed") })
	if m := home.next(); m.Do != "reload" {
		t.Errorf("told %+v", m)
	}
}

func TestMistakeStandsOverTheLastGoodPage(t *testing.T) {
	v := serve(t, small())
	before := v.get("/stories/kettle/")
	l := v.listen("/stories/kettle/", before.seen(t))
	if m := l.next(); m.Wall != "" {
		t.Fatalf("a wall without a mistake: %+v", m)
	}
	v.change(func(f *fake) {
		f.findings = []diag.Diagnostic{mistake(28), {Severity: diag.Error, Message: `<script>alert("x")</script>`}}
		f.files["stories/kettle/index.html"] = page("half done")
	})
	m := l.next()
	for _, want := range []string{
		`/_kith/source?file=content%2Fstories%2Fkettle.md&amp;line=3#L3`, `data-copy="content/stories/kettle.md:3:11"`,
		`I don&#39;t know anyone called <code>ada-okonj</code></h2>`, `<span class="number">3</span>authors: [ada-okonj]`,
		"          ^^^^^^^^^\n", `Did you mean Ada Okonjo (<code>ada-okonjo</code>)?`, "One more, once that’s mended", `id="what"`,
	} {
		if !strings.Contains(m.Wall, want) {
			t.Errorf("the wall lacks %q:\n%s", want, m.Wall)
		}
	}
	if m.Do != "" || strings.Contains(m.Wall, "<script") || strings.Contains(m.Wall, "style=") {
		t.Errorf("do %q, wall %s", m.Do, m.Wall)
	}
	if after := v.get("/stories/kettle/"); scriptTag.ReplaceAllString(after.body, "") != scriptTag.ReplaceAllString(before.body, "") {
		t.Errorf("the page is not the last good one: %s", after.body)
	}
	v.change(func(f *fake) { f.findings = nil })
	if m := l.next(); m.Wall != "" || m.Do != "reload" {
		t.Errorf("once mended: %+v", m)
	}
	v.fail(errors.New("the disk is asleep"))
	if m := l.until("a wall", func(m message) bool { return m.Wall != "" }); !strings.Contains(m.Wall, "The disk is asleep") {
		t.Errorf("a failure: %s", m.Wall)
	}
}

func TestMistakesFromTheStart(t *testing.T) {
	f := small()
	f.findings = []diag.Diagnostic{mistake(28)}
	v := serve(t, f)
	r := v.get("/anything/")
	if r.StatusCode != 500 || !strings.Contains(r.body, "<h1>I don&#39;t know anyone called <code>ada-okonj</code></h1>") || !strings.Contains(r.body, " data-full>") {
		t.Fatalf("%d %s", r.StatusCode, r.body)
	}
	l := v.listen("/anything/", r.seen(t))
	if m := l.next(); m.Wall != "" || m.Do != "" {
		t.Errorf("told %+v", m)
	}
	v.change(func(f *fake) { f.findings = nil })
	if m := l.next(); m.Do != "reload" {
		t.Errorf("once mended: %+v", m)
	}
	if r := v.get("/"); r.StatusCode != 200 {
		t.Errorf("once mended: %d", r.StatusCode)
	}
}

func TestHalfWrittenFileShowsNothing(t *testing.T) {
	v := serve(t, small())
	v.s.settle = 5 * time.Second // long, so that a slow machine tells the two apart
	l := v.listen("/", v.get("/").seen(t))
	l.next()
	v.change(func(f *fake) { f.findings = []diag.Diagnostic{mistake(0)} })
	v.change(func(f *fake) { f.findings, f.files["index.html"] = nil, page("whole") })
	if m := l.next(); m.Wall != "" || m.Do != "reload" {
		t.Errorf("told %+v", m)
	}
}

func TestPageThatCannotBeMade(t *testing.T) {
	v := serve(t, small())
	seen := v.get("/stories/kettle/").seen(t)
	l := v.listen("/stories/kettle/", seen)
	l.next()
	v.change(func(f *fake) {
		f.files["stories/kettle/index.html"] = "broken:no such field"
		f.files["index.html"] = "broken:no such field"
	})
	if m := l.next(); m.Do != "" || !strings.Contains(m.Wall, "No such field") {
		t.Errorf("told %+v", m)
	}
	if r := v.get("/stories/kettle/"); r.StatusCode != 200 || !strings.Contains(r.body, "kettle") {
		t.Errorf("somebody looked at it before: %d %s", r.StatusCode, r.body)
	}
	if r := v.get("/"); r.StatusCode != 500 || !strings.Contains(r.body, "<h1>No such field</h1>") {
		t.Errorf("nobody looked at it before: %d %s", r.StatusCode, r.body)
	}
}

func TestWorthALook(t *testing.T) {
	f := small()
	f.findings = []diag.Diagnostic{
		{Code: "a", Severity: diag.Warning, Pos: diag.In("content/x.md"), Message: "elsewhere"},
		{Code: "b", Severity: diag.Idea, Pos: diag.In("content/stories/kettle.md"), Message: "right here"},
	}
	v := serve(t, f)
	m := v.listen("/stories/kettle/", v.get("/stories/kettle/").seen(t)).next()
	here, there := strings.Index(m.Notes, "Right here"), strings.Index(m.Notes, "Elsewhere")
	if !strings.Contains(m.Notes, "<summary>Two things worth a look</summary>") || here < 0 || here > there {
		t.Errorf("notes: %s", m.Notes)
	}
}

func TestPagesBehindAreTried(t *testing.T) {
	var mu sync.Mutex
	var told []Event
	v := serve(t, small(), func(o *Options) {
		o.Told = func(e Event) {
			mu.Lock()
			defer mu.Unlock()
			told = append(told, e)
		}
	})
	l := v.listen("/", v.get("/").seen(t))
	l.next()
	v.change(func(f *fake) {
		f.files["far/index.html"] = "broken:no such field"
		f.files["away/index.html"] = "broken:no such field"
	})
	m := l.until("a note", func(m message) bool { return m.Notes != "" })
	if !strings.Contains(m.Notes, "<summary>One mistake</summary>") || !strings.Contains(m.Notes, "No such field") || m.Wall != "" {
		t.Errorf("told %+v", m)
	}
	mu.Lock()
	defer mu.Unlock()
	if last := told[len(told)-1]; last.Cause != Behind || len(last.Findings) != 1 {
		t.Errorf("the terminal was told %+v", last)
	}
}

// What is found on finished pages is told: that of the page one looks at with
// the page, that of all when they have been made.
func TestFinishedPagesAreLookedAt(t *testing.T) {
	here := diag.Diagnostic{Code: "vague-link", Severity: diag.Warning, Pos: diag.Pos{File: "content/stories/kettle.md", Offset: 20}, Message: "a link says only \"here\""}
	f := small()
	f.look = map[string][]diag.Diagnostic{"stories/kettle/index.html": {here}}
	f.finished = []diag.Diagnostic{here, {Code: "no-person", Severity: diag.Error, Pos: diag.In("content/x.md"), Message: "it leads to nobody"}}
	v := serve(t, f)
	l := v.listen("/stories/kettle/", v.get("/stories/kettle/").seen(t))
	if m := l.next(); strings.Count(m.Notes, "A link says only") != 1 || strings.Contains(m.Notes, "nobody") {
		t.Errorf("at first: %s", m.Notes)
	}
	v.change(func(f *fake) { f.files["new/index.html"] = page("new") }) // the pages are made behind again
	m := l.until("all was looked at", func(m message) bool { return strings.Contains(m.Notes, "It leads to nobody") })
	if strings.Count(m.Notes, "A link says only") != 1 || !strings.Contains(m.Notes, "One mistake, and one thing worth a look") {
		t.Errorf("in the end: %s", m.Notes)
	}
}

func TestManyReadersWhileThingsChange(t *testing.T) {
	v := serve(t, small())
	var wg sync.WaitGroup
	stop := make(chan struct{})
	for i := range 4 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				for _, p := range []string{"/", "/stories/kettle/", "/stories/kettle/kettle.png", "/assets/kith-1.css", "/none"} {
					r := v.get(p)
					if r.StatusCode >= 500 {
						t.Errorf("%s: %d %s", p, r.StatusCode, r.body)
					}
					// A page and its parts are of one moment.
					if p == "/" && strings.Count(r.body, "<body>home") != 1 {
						t.Errorf("torn: %s", r.body)
					}
				}
			}
		})
		if i < 2 {
			l := v.listen("/", v.get("/").seen(t))
			go func() {
				for range l.c { //nolint:revive // it only has to be read
				}
			}()
		}
	}
	for i := range 40 {
		v.change(func(f *fake) {
			f.files["index.html"] = page(fmt.Sprintf("home %d", i))
			f.files["stories/kettle/kettle.png"] = fmt.Sprint(i)
			f.findings = []diag.Diagnostic{{Severity: diag.Warning, Message: fmt.Sprint(i)}}
		})
		time.Sleep(time.Millisecond)
	}
	v.change(func(f *fake) { f.files["index.html"] = page("home at last") })
	deadline := time.Now().Add(10 * time.Second)
	for !strings.Contains(v.get("/").body, "home at last") {
		if time.Now().After(deadline) {
			t.Fatal("the last change never came")
		}
	}
	close(stop)
	wg.Wait()
}

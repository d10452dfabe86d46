package generator

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kith/generator/config"
	"kith/generator/content"
	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/model"
	"kith/generator/pages"
	"kith/generator/publish"
)

func contentKey(c *config.Config) string { return content.NewDecoder(c).Key() }

// addStatic adds the files of static/, which are copied as they are; some
// join files of ours instead, and before some ours stand aside.
func (l *line) addStatic(site *model.Site) {
	theirs := map[string]bool{}
	for _, f := range site.Files {
		to, ok := strings.CutPrefix(f.Path, "static/")
		if !ok || l.graph.Holds(f.Path) {
			continue
		}
		theirs[to] = true
		if slices.Contains(joined, to) {
			continue
		}
		l.plan = append(l.plan, pages.Output{Path: to, ID: f.Path, Source: f.Path, Given: f.Digest, At: diag.In(f.Path)})
	}
	l.plan = slices.DeleteFunc(l.plan, func(o pages.Output) bool {
		// security.txt used to live at the root, and may still.
		return o.Yields && (theirs[o.Path] || theirs[strings.TrimPrefix(o.Path, ".well-known/")])
	})
	digests := map[string]string{}
	for _, f := range site.Files {
		digests[f.Path] = f.Digest
	}
	for i := range l.plan {
		if o := &l.plan[i]; o.Source != "" {
			o.Given = digests[o.Source]
		}
	}
}

// addAssets adds what the theme ships.
func (l *line) addAssets() {
	for _, a := range l.theme.Assets() {
		l.plan = append(l.plan, pages.Output{
			Path: a.Path, ID: "theme " + a.Path, Given: ledger.Bytes(a.Data).String(),
			Encode: func(*graph.Reader) ([]byte, error) { return a.Data, nil },
		})
	}
}

// checkPlan looks for addresses that cannot be, and for two outputs at one
// address; also for those that only some systems can tell apart.
func (l *line) checkPlan() {
	taken := make(map[string]int, len(l.plan))
	keys := make([]string, len(l.plan)) // "" for what is dropped
	drop := map[int]bool{}              // what cannot stand where it wants to
	for i, o := range l.plan {
		if err := publish.ValidPath(o.Path); err != nil {
			l.list.Add("bad-address", o.At, 0, fmt.Sprintf("%s cannot be a file of the site: %v.", diag.Quote(o.Path), err), "Use letters, digits and hyphens.")
			drop[i] = true
			continue
		}
		key := norm.NFC.String(strings.ToLower(o.Path))
		if j, ok := taken[key]; ok {
			l.clash(l.plan[j], o)
			drop[i] = true
			continue
		}
		taken[key], keys[i] = i, key
	}
	folders := map[int]bool{} // files that would have to be folders as well
	for j, key := range keys {
		for at := strings.LastIndexByte(key, '/'); at > 0; at = strings.LastIndexByte(key[:at], '/') {
			if i, ok := taken[key[:at]]; ok && !folders[i] {
				folders[i], drop[i] = true, true
				l.clash(l.plan[i], l.plan[j])
			}
		}
	}
	l.checkSiteLinks(taken)
	if len(drop) > 0 {
		kept := l.plan[:0:0]
		for i, o := range l.plan {
			if !drop[i] {
				kept = append(kept, o)
			}
		}
		l.plan = kept
	}
}

func (l *line) clash(a, b pages.Output) {
	if a.At.File == "" || strings.HasPrefix(a.At.File, "static/") {
		a, b = b, a
	}
	code := diag.Code("address-clash")
	if strings.HasPrefix(a.At.File, "static/") || strings.HasPrefix(b.At.File, "static/") {
		code = "static-clash"
	}
	name := func(o pages.Output) string {
		if o.At.File == "" {
			return "the page that Kith makes there"
		}
		return o.At.File
	}
	hint := "Rename one of them, or give it a slug."
	if code == "static-clash" {
		hint = "Rename the file in static/, or move it to another folder."
	}
	if a.At.File != "" && a.At.File == b.At.File && strings.EqualFold(a.Path, b.Path) {
		l.list.Add(code, b.At, 0, fmt.Sprintf("%s asks for the address %s twice; capital letters make no difference.",
			a.At.File, diag.Quote("/"+strings.TrimSuffix(a.Path, "index.html"))), "Take one of the two out.", related(a)...)
		return
	}
	at, other := a, b
	if at.At.File == "" || other.At.File != "" && at.At.Offset < 0 && other.At.Offset >= 0 {
		// The line that asks for the address says more than the file.
		at, other = b, a
	}
	if code == "address-clash" && at.At.Offset >= 0 {
		hint = "Write another address here or take it out, or rename the other page."
	}
	l.list.Add(code, at.At, 0,
		fmt.Sprintf("two pages want the address %s: %s and %s.", diag.Quote("/"+strings.TrimSuffix(at.Path, "index.html")), name(at), name(other)),
		hint, related(other)...)
}

func related(o pages.Output) []diag.Related {
	if o.At.File == "" {
		return nil
	}
	return []diag.Related{{Pos: o.At, Message: "the other one"}}
}

// checkSiteLinks checks links that begin at the site's root.
func (l *line) checkSiteLinks(taken map[string]int) {
	exists := func(p string) bool {
		p = norm.NFC.String(strings.ToLower(p))
		for _, try := range []string{p, strings.TrimSuffix(p, "/") + "/index.html", p + ".html"} {
			if _, ok := taken[strings.TrimPrefix(try, "/")]; ok && try != "" {
				return true
			}
		}
		return p == ""
	}
	var names []diag.Candidate
	hints := 0
	for _, link := range l.editions.siteLinks() {
		if exists(link.Path) {
			continue
		}
		if names == nil {
			for _, o := range l.plan {
				if o.Kind != "" {
					names = append(names, diag.Candidate{ID: "/" + strings.TrimSuffix(o.Path, "index.html")})
				}
			}
		}
		hint := ""
		if hints++; hints <= 300 { // comparing thousands with thousands takes minutes
			hint = diag.DidYouMean("/"+link.Path, names)
		}
		if hint == "" {
			hint = "Link to the page's .md file or to its id, as in story:kettle; then Kith can follow it."
			if link.At.File == l.cfg.File {
				hint = "Write the path of a page of the site, as in /stories/."
			}
		}
		l.list.Add("broken-link", link.At, int(link.Len), fmt.Sprintf("there is no page at %s.", diag.Quote("/"+link.Path)), hint)
	}
}

// findings is everything found so far, as the site's settings want it.
func (l *line) findings() []diag.Diagnostic {
	var list diag.List
	list.Append(l.list.Sorted()...)
	l.groupUnknown(&list)
	var out []diag.Diagnostic
	out, l.excepted = l.settled(list.Sorted())
	return saidOnce(out)
}

// alsoNotes are findings that the voice check has a note for as well.
var alsoNotes = map[diag.Code]string{"vague-link": "Kith.ClickHere", "no-reply": "Kith.NoReply"}

// saidOnce leaves out what a note on the same words says already.
func saidOnce(ds []diag.Diagnostic) []diag.Diagnostic {
	notes := map[string][]diag.Diagnostic{} // by file and rule
	for _, d := range ds {
		if d.Rule != "" {
			notes[d.Pos.File+" "+d.Rule] = append(notes[d.Pos.File+" "+d.Rule], d)
		}
	}
	return slices.DeleteFunc(ds, func(d diag.Diagnostic) bool {
		rule := alsoNotes[d.Code]
		return rule != "" && slices.ContainsFunc(notes[d.Pos.File+" "+rule], func(n diag.Diagnostic) bool {
			return n.Pos.Offset < d.Pos.Offset+max(d.Len, 1) && d.Pos.Offset < n.Pos.Offset+max(n.Len, 1)
		})
	})
}

// settled are findings as the site's settings want them, and how many
// exceptions let pass.
func (l *line) settled(out []diag.Diagnostic) (left []diag.Diagnostic, excepted int) {
	for i := range out {
		d := &out[i]
		if s, ok := l.severity(*d); ok {
			d.Severity = s
		}
		if l.opts.Strict && d.Severity == diag.Warning && d.Rule == "" {
			d.Severity = diag.Error
		}
		if l.cfg == nil {
			continue
		}
		if e, ok := l.cfg.Check.Excepted(d.Code, d.Pos.File, d.Page, l.today); ok && d.Severity == diag.Off {
			excepted++
		} else if !e.Until.IsZero() && !ok {
			d.Related = append(slices.Clip(d.Related), diag.Related{Pos: e.At, Message: fmt.Sprintf("an exception for it ended on %s", e.Until)})
		}
	}
	return slices.DeleteFunc(out, func(d diag.Diagnostic) bool { return d.Severity == diag.Off }), excepted
}

// unheard are the errors that no setting turns down: with one of them we do
// not know what a field says, and it may be the one that holds a page back; or
// there is a file that can't be made.
var unheard = map[diag.Code]bool{
	"front-matter": true, "not-text": true, "misspelt-key": true, "duplicate-key": true, "wrong-type": true, "damaged-picture": true, "missing-program": true,
}

// severity is what [check] of site.toml says of a finding.
func (l *line) severity(d diag.Diagnostic) (diag.Severity, bool) {
	if l.cfg == nil {
		return 0, false
	}
	if d.Rule != "" { // [voice.rules] says how much a note matters
		_, excepted := l.cfg.Check.Excepted(d.Code, d.Pos.File, d.Page, l.today)
		return diag.Off, excepted || l.cfg.Check.Severity(d.Code) == diag.Off
	}
	// A finding that is graver here than its code is elsewhere stays so.
	if d.Severity != d.Code.Severity() || unheard[d.Code] {
		return 0, false
	}
	if _, ok := l.cfg.Check.Excepted(d.Code, d.Pos.File, d.Page, l.today); ok {
		return diag.Off, true
	}
	if s := l.cfg.Check.Severity(d.Code); s != d.Code.Severity() {
		return s, true
	}
	return 0, false
}

// groupUnknown makes one warning of each unknown key, however often it
// stands.
func (l *line) groupUnknown(list *diag.List) {
	count := map[string]int{}
	first := map[string]int{}
	for i, t := range l.unknown {
		if _, ok := first[t.Value]; !ok {
			first[t.Value] = i
		}
		count[t.Value]++
	}
	for key, i := range first {
		t := l.unknown[i]
		message := fmt.Sprintf("%s is not a field that Kith knows.", diag.Quote(key))
		if n := count[key]; n > 1 {
			message = fmt.Sprintf("%s is not a field that Kith knows. It stands in %s files.", diag.Quote(key), diag.Thousands(n))
		}
		list.Add("unknown-key", t.Pos, t.Len, message, "Take it out, or put it under params: if your theme uses it.")
	}
}

package generator

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"net/url"
	"path"
	"slices"
	"strings"

	"kith/generator/check"
	"kith/generator/content"
	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/model"
	"kith/generator/pages"
	"kith/generator/phone"
)

// This file is about what is hard on the readers of a finished page: words that
// don't say where a link leads, headings out of order, numbers behind which
// nobody stands. A writer's fault is told on the line of the Markdown where it
// stands, the theme's on its template, once for all pages.

// flaws appends those of a page to out, as its facts keep them. Their words may
// lie in the page. Who answers at an address is asked through its reader.
func (l *line) flaws(out []ledger.Flaw, o *pages.Output, p *check.Page, reader *graph.Reader, leads uint8) []ledger.Flaw {
	add := func(f check.Flaw) {
		out = append(out, ledger.Flaw{Kind: uint8(f.Kind), Main: f.Main, Level: f.Level, Before: f.Before, Words: f.Words, To: f.To})
	}
	for _, f := range p.Flaws {
		if f.Kind == check.Asks {
			if check.IsWay(f.To) {
				who := reader.Way(f.To)
				if len(who) == 0 || !f.Main {
					continue // of nobody: told below
				}
				f.To = "=" + who[0].Name
			} else if place, ok := l.base().Resolve(o.Path, f.To); ok {
				f.To = "/" + place
			}
		}
		add(f)
	}
	if reader != nil {
		for n, way := range slices.Concat(p.Ways, p.Elsewhere) {
			if f, ok := wayFlaw(reader, way); ok {
				f.Main = n < len(p.Ways)
				add(f)
			}
		}
		for _, f := range typedWays(p, reader) {
			add(f)
		}
	}
	if p.Form && leads != leadsInMain {
		add(check.Flaw{Kind: check.FormOnly})
	}
	return out
}

// shortest is from how many digits on a number can be somebody's: 112 and
// 116 123 are nobody's, and everybody knows.
const shortest = 7

// wayFlaw looks at a number or address that leads to nobody directly.
func wayFlaw(reader *graph.Reader, way string) (check.Flaw, bool) {
	if len(reader.Way(way)) > 0 {
		return check.Flaw{}, false
	}
	owner, known := reader.Owner(way)
	switch {
	case known && owner.Why != "":
		return check.Flaw{Kind: check.OldWay, Words: way, To: owner.Name + "\n" + owner.Instead + "\n" + owner.Why}, true
	case known:
		return check.Flaw{}, false
	}
	scheme, rest, _ := strings.Cut(graph.WayKey(way), ":")
	if scheme == "mailto" {
		return check.Flaw{Kind: check.NobodysWay, Words: way}, phone.NoReply(rest) || phone.RoleInbox(rest)
	}
	return check.Flaw{Kind: check.NobodysWay, Words: way}, len(onlyDigits(rest)) >= shortest
}

// flawFindings turns flaws into findings.
type flawFindings struct {
	*finished
	list    *diag.List
	records map[string]*model.Record
	inTheme map[string]*themeFlaw
	order   []*themeFlaw
}

// themeFlaw is a flaw that the theme makes, and on how many pages.
type themeFlaw struct {
	diag.Diagnostic
	pages int
}

// add reports the flaws of a page from its source, or counts them as the
// theme's.
func (x *flawFindings) add(o *pages.Output, f *ledger.Facts) {
	if len(f.Flaws) == 0 {
		return
	}
	seen := map[string]int{} // how often these words were met on the page
	for _, flaw := range f.Flaws {
		d := x.finding(o, flaw)
		if d.Code == "" {
			continue
		}
		d.Severity, d.Page = d.Code.Severity(), "/"+address(o.Path)
		key := fmt.Sprint(flaw.Kind, flaw.Words)
		if isTyped(flaw) {
			key = typedKey(flaw.Words)
		}
		if pos, n, ok := x.inSource(o, flaw, seen[key]); ok {
			seen[key]++
			if d.Code != "no-reply" || check.FlawKind(flaw.Kind) == check.NobodysTyped { // a link was told already
				d.Pos, d.Len = pos, n
				x.list.Append(d)
			}
			continue
		}
		x.theme(o, flaw, d)
	}
}

// theme counts a flaw that stands in no source.
func (x *flawFindings) theme(o *pages.Output, flaw ledger.Flaw, d diag.Diagnostic) {
	own := false
	d.Pos = diag.In(x.line.template(o.Kind))
	for _, words := range []string{flaw.Words, html.EscapeString(flaw.Words), plainWay(flaw.Words)} {
		if len(words) < 3 {
			continue
		}
		if at, ok := x.line.theme.Find(words); ok {
			d.Pos, d.Len, own = at, len(words), true
			break
		}
	}
	if d.Code == "name-the-person" && !own {
		return // a title of something, in a list
	}
	if isTyped(flaw) && !own {
		return // another page's words, and told there
	}
	key := fmt.Sprint(d.Code, d.Pos, flaw.Kind, flaw.Level, flaw.Before)
	if flaw.Level == 0 {
		key += flaw.Words + flaw.To
	}
	t := x.inTheme[key]
	if t == nil {
		t = &themeFlaw{Diagnostic: d}
		if x.inTheme == nil {
			x.inTheme = map[string]*themeFlaw{}
		}
		x.inTheme[key] = t
		x.order = append(x.order, t)
	}
	t.pages++
}

// report reports the flaws that the theme makes, each once.
func (x *flawFindings) report() {
	for _, t := range x.order {
		where := "on the page " + diag.Quote(t.Page)
		if t.pages > 1 {
			where += fmt.Sprintf(" and %s more", diag.Thousands(t.pages-1))
		}
		t.Message = where + " " + t.Message
		t.Hint += " The theme makes it."
		x.list.Append(t.Diagnostic)
	}
}

// finding words a flaw. It has no code where there is nothing to tell.
func (x *flawFindings) finding(o *pages.Output, f ledger.Flaw) diag.Diagnostic {
	say := func(code diag.Code, hint, format string, args ...any) diag.Diagnostic {
		return diag.Diagnostic{Code: code, Message: fmt.Sprintf(format, args...), Hint: hint}
	}
	switch check.FlawKind(f.Kind) {
	case check.NoTitle:
		if o.Kind == "moved" {
			return diag.Diagnostic{}
		}
		return say("heading-order", "Put the page's title into an h1: it is what a screen reader says first.", "no heading of the first level (h1) says what the page is about.")
	case check.TwoTitles:
		return say("heading-order", "A page has one title. Make this an h2.", "there is a second h1, %s.", diag.Quote(f.Words))
	case check.Skipped:
		return say("heading-order", fmt.Sprintf("Take %s off it. Who listens to a page jumps from heading to heading, and thinks that something is missing.", map[bool]string{true: "one #", false: "some #"}[f.Level == f.Before+2]),
			"the heading %s skips a level: h%d comes after h%d.", diag.Quote(f.Words), f.Level, f.Before)
	case check.VagueLink:
		return say("vague-link", "Put the link on words that say where it leads, as in [our price list](prices.md). Some people hear or see a page's links without the words around them.",
			"a link says only %s.", diag.Quote(f.Words))
	case check.EmptyLink:
		return say("empty-link", "Put words into it, or an aria-label.", "the link to %s has no words.", diag.Quote(f.To))
	case check.EmptyButton:
		return say("empty-link", "Put words into it, or an aria-label.", "a button has no words.")
	case check.NoAlt:
		return say("missing-alt", `Say what is to be seen in it, in alt="..."; alt="" if it only decorates.`, "the picture %s has no words for those who cannot see it.", diag.Quote(f.Words))
	case check.NoLanguage:
		return say("page-language", `Write <html lang="{{.Site.Language}}">, as partials/top.html does: else a screen reader says it with the wrong sounds.`, "nothing says in which language the page is.")
	case check.FormOnly:
		return say("form-only", "Name the person who reads what comes in, with their email or number, beside the form.", "there is a form to fill in, and nobody by name whom one could write to or ring instead.")
	case check.Asks:
		return x.asks(o, f)
	case check.OldWay, check.OldTyped:
		return oldWay(f)
	case check.NobodysWay, check.NobodysTyped:
		return nobodysWay(f)
	}
	return diag.Diagnostic{}
}

// asks looks where a link leads that promises somebody to talk to.
func (x *flawFindings) asks(o *pages.Output, f ledger.Flaw) diag.Diagnostic {
	name, known := strings.CutPrefix(f.To, "=")
	if !known {
		place, inside := strings.CutPrefix(f.To, "/")
		if !inside {
			return diag.Diagnostic{
				Code: "contact-nobody", Message: fmt.Sprintf("%s leads away from here, to %s, where nobody is named.", diag.Quote(f.Words), diag.Quote(f.To)),
				Hint: "Link the person who answers, as in [Ada](person:ada-okonjo), or a contact page.",
			}
		}
		target, broken := x.find(place, nil)
		switch {
		case target < 0 || broken:
			return diag.Diagnostic{} // a broken link, told as one
		case !x.leads(target):
			return diag.Diagnostic{
				Code: "contact-nobody", Message: fmt.Sprintf("%s leads to %s, and nobody stands there who can be reached.", diag.Quote(f.Words), diag.Quote(f.To)),
				Hint: "Link the person who answers, as in [Ada](person:ada-okonjo), or a contact page.",
			}
		case !f.Main:
			return diag.Diagnostic{} // a menu's word for a page
		}
		t := &x.plan[target]
		name = x.editions[t.Edition].Answering(t.Kind, t.ID)
	}
	d := diag.Diagnostic{
		Code: "name-the-person", Message: fmt.Sprintf("%s doesn't say who answers.", diag.Quote(f.Words)),
		Hint: "A name is warmer and just as short: link the person, as in [Ask Ada](person:ada-okonjo).",
	}
	if name != "" {
		d.Message = fmt.Sprintf("%s could say who answers: %s.", diag.Quote(f.Words), diag.Quote("Ask "+name))
		d.Hint = "A name is warmer, and just as short."
	}
	return d
}

func oldWay(f ledger.Flaw) diag.Diagnostic {
	owner := strings.SplitN(f.To, "\n", 3)
	why := map[string]string{
		"left": "has left", "memorial": "has died", "consent": "has not agreed to be reached like that", "protected": "is not to be contacted directly",
	}[owner[2]]
	d := diag.Diagnostic{
		Code: "stale-way", Message: fmt.Sprintf("%s belongs to %s, who %s.", diag.Quote(plainWay(f.Words)), owner[0], why),
		Hint: "Take it out, and link a person instead, as in [Ada](person:ada-okonjo): then covers and successors follow by themselves.",
	}
	if owner[1] != "" {
		d.Message = strings.TrimSuffix(d.Message, ".") + fmt.Sprintf("; %s answers now.", owner[1])
	}
	return d
}

func nobodysWay(f ledger.Flaw) diag.Diagnostic {
	plain := plainWay(f.Words)
	if strings.HasPrefix(graph.WayKey(f.Words), "mailto:") {
		if phone.NoReply(plain) {
			return diag.Diagnostic{
				Code: "no-reply", Message: fmt.Sprintf("%s says itself that nobody reads what is sent there.", diag.Quote(plain)),
				Hint: "Give the address of somebody who answers, as {{template \"partials/contact.html\"}} does.",
			}
		}
		return diag.Diagnostic{
			Code: "role-inbox", Message: fmt.Sprintf("%s looks like an inbox of several people, and nobody says who reads it.", diag.Quote(plain)),
			Hint: "Link the person who answers, as in [Ada](person:ada-okonjo), or put the address into their channels: with answered_by:.",
		}
	}
	return diag.Diagnostic{
		Code: "nameless-number", Message: fmt.Sprintf("%s is a number without a name: nobody in the hub has it.", diag.Quote(plain)),
		Hint: "Say who picks up and link them, as in [Ada](person:ada-okonjo), or put the number into the file of that person or place.",
	}
}

// inSource finds where a flaw stands in the Markdown of its page: the nth of
// its words there.
func (x *flawFindings) inSource(o *pages.Output, f ledger.Flaw, nth int) (pos diag.Pos, length int, ok bool) {
	file := o.At.File
	if isTyped(f) {
		return x.typedAt(file, f.Words, nth)
	}
	if !strings.HasSuffix(file, ".md") {
		return pos, 0, false
	}
	if x.records == nil {
		x.records = make(map[string]*model.Record, len(x.site.Records))
		for _, r := range x.site.Records {
			x.records[r.File] = r
		}
	}
	rec := x.records[file]
	if rec == nil || rec.Entry() == nil {
		return pos, 0, false
	}
	doc := rec.Entry().Body.Outline()
	skip := func() bool { nth--; return nth >= 0 }
	switch kind := check.FlawKind(f.Kind); kind {
	case check.Skipped:
		for i, h := range doc.Headings {
			if h.Text == f.Words && h.Level == int(f.Level) && i > 0 && doc.Headings[i-1].Level == int(f.Before) && !skip() {
				return diag.Pos{File: file, Offset: h.Offset}, 0, true
			}
		}
		return pos, 0, false
	case check.OldWay, check.NobodysWay, check.Asks:
		for _, out := range doc.Outside {
			if kind != check.Asks && graph.WayKey(out.URL) == graph.WayKey(f.Words) && !skip() {
				return diag.Pos{File: file, Offset: out.Offset}, out.Len, true
			}
		}
	case check.NoTitle, check.NoLanguage, check.FormOnly, check.EmptyButton:
		return pos, 0, false
	default:
	}
	src, err := x.slurp(file, content.MaxMarkdown)
	if err != nil {
		return pos, 0, false
	}
	for _, needle := range needlesFor(f) {
		for at := 0; ; {
			i := bytes.Index(src[at:], []byte(needle.text))
			if i < 0 {
				break
			}
			at += i + len(needle.text)
			if !skip() {
				from := at - len(needle.text) + needle.before
				return diag.Pos{File: file, Offset: from}, needle.length, true
			}
		}
	}
	return pos, 0, false
}

// needle is how something may have been written; before is how much of it is
// not meant.
type needle struct {
	text           string
	before, length int
}

// needlesFor are the ways in which a flaw may stand in Markdown.
func needlesFor(f ledger.Flaw) []needle {
	words := func(w string) []needle {
		return []needle{{"[" + w + "]", 1, len(w)}, {">" + w + "<", 1, len(w)}}
	}
	switch check.FlawKind(f.Kind) {
	case check.VagueLink, check.Asks:
		out := words(f.Words)
		for _, mark := range []string{"**", "*", "_"} {
			out = append(out, needle{"[" + mark + f.Words + mark + "]", 1 + len(mark), len(f.Words)})
		}
		return out
	case check.EmptyLink:
		return []needle{{"[](", 0, 2}, {"[ ](", 0, 3}}
	case check.TwoTitles:
		return words(f.Words)
	case check.NoAlt:
		base := path.Base(cmp.Or(unescaped(f.Words), f.Words))
		return []needle{{base, 0, len(base)}}
	default:
		plain := plainWay(f.Words)
		return []needle{{f.Words, 0, len(f.Words)}, {plain, 0, len(plain)}}
	}
}

func unescaped(address string) string {
	s, err := url.PathUnescape(address)
	if err != nil {
		return ""
	}
	return s
}

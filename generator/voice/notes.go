package voice

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kith/generator/diag"
	"kith/generator/markdown"
	"kith/generator/model"
	"kith/generator/vale"
)

// Notes reads a page. It depends on nothing but the page and Key.
func (h *House) Notes(p Page) Sheet {
	h.prepare()
	t := open(p)
	sheet := Sheet{File: p.Record.File}
	var notes []Note
	add := func(n Note, block int) {
		level, ok := h.settled(n.Rule, t.level(n.Rule, n.Level))
		if !ok {
			return
		}
		n.Level, n.Para = level, t.para(block)
		notes = append(notes, n)
	}
	worst := map[string]*heap{}
	for _, set := range []*vale.Set{h.own, h.words, h.grade, h.styles} {
		if set == nil || set == h.grade && !h.mayBeHard(t) {
			continue
		}
		prose := t.flat
		ignores := set == h.styles && set.Ignores()
		switch {
		case ignores: // its settings leave passages out
			prose = set.Read(p.Record.File, p.Source, t.begins, t.all)
		case set == h.styles:
			prose = t.prose
		}
		for _, a := range set.Check(p.Record.File, prose) {
			if ignores {
				t.settle(&a)
			}
			info, ours := h.info(a.Rule)
			if ours && !h.wants(t, info.Name, &a) {
				continue
			}
			n := h.note(t, a, info, ours)
			if slices.Contains(oneOf, n.Rule) {
				worst[n.Rule] = worst[n.Rule].add(n, a)
				continue
			}
			add(n, a.Block)
		}
	}
	for _, rule := range oneOf {
		if w := worst[rule]; w != nil && !h.excused(t, rule, w, worst) {
			n := w.note(t)
			add(n, w.alert.Block)
		}
	}
	if h.opts.Config.Defaults {
		for _, s := range h.native(t) {
			if speaks(s.rule, t.Lang) && !h.off(s.rule) && (t.Record.Kind != model.KindVoice || slices.Contains(onGuide, s.rule)) && !h.exempt(t, s.block, s.from, s.to, s.rule) {
				add(t.native(s), s.block)
			}
		}
	}
	notes = apart(notes)
	rank(notes, weight)
	sheet.Notes, sheet.Kept, sheet.Findings = h.keep(t, notes)
	for i := range sheet.Notes {
		sheet.Notes[i].Rank = i + 1
	}
	sheet.Good = h.good(t, sheet.Notes)
	return sheet
}

// info is what is known of a rule; ours are those of Kith and of voice.md.
func (h *House) info(rule string) (Rule, bool) {
	if strings.HasPrefix(rule, sayName) {
		rule = sayName
	}
	r, ok := Find(rule)
	if !ok {
		return Rule{Name: rule}, false
	}
	return r, true
}

// wants reports whether a finding of a rule of ours is wanted on this page, at
// this place.
func (h *House) wants(t *text, rule string, a *vale.Alert) bool {
	lim := only[rule]
	kind := t.Record.Kind
	switch {
	case len(lim.kinds) > 0 && !slices.Contains(lim.kinds, kind),
		kind == model.KindVoice && !slices.Contains(onGuide, rule),
		lim.first && a.Block != t.opening && (a.Block >= t.start || a.Block < 0):
		return false
	}
	if rule == "Kith.ClickHere" { // raw: find its block; code has none
		if a.Block = t.blockAt(a.Offset); a.Block < 0 {
			return false
		}
	}
	if rule == "Kith.AcronymFirst" && (a.Block < t.start || h.spelt(t, a)) {
		return false
	}
	if rule == "Kith.HeadingCase" && !t.titled(a) {
		return false
	}
	if lim.linked && t.linked(a.Offset) {
		return false
	}
	return !h.exempt(t, a.Block, a.From, a.To, rule)
}

// spelt reports whether a page says somewhere what letters stand for, or the
// house itself is called by them.
func (h *House) spelt(t *text, a *vale.Alert) bool {
	if b := &t.flat.Blocks[a.Block]; !b.Summed || a.Match == h.opts.World.Company || stands(h.opts.World.Company, a.Match) {
		return true
	}
	if v := h.opts.Voice; v != nil && slices.ContainsFunc(v.Names, func(p model.Phrase) bool { return p.Words == a.Match }) {
		return true
	}
	word := strings.ToLower(a.Match)
	for i := range t.flat.Blocks {
		if stands(t.flat.Blocks[i].Text, a.Match) {
			return true
		}
		// Shouted here, said there: it's a word.
		if slices.ContainsFunc(t.wordsIn(i), func(w span) bool { return t.flat.Blocks[i].Text[w.from:w.to] == word }) {
			return true
		}
		for _, way := range []string{"(" + a.Match + ")", "(" + a.Match + "s)", a.Match + " (", a.Match + "s (", a.Match + " stands for", a.Match + ", or "} {
			if strings.Contains(t.flat.Blocks[i].Text, way) {
				return true
			}
		}
	}
	return false
}

// exempt reports whether words are somebody's own: what people say in a
// quotation is theirs. Where a link leads isn't said by anybody.
func (h *House) exempt(t *text, block, from, to int, rule string) bool {
	if block < 0 || h.opts.Config.Quotations == "check" {
		return false
	}
	switch rule {
	case "Kith.ClickHere", "Kith.AltFiller", "Kith.QuoteOwner", "Kith.FormatShape", "Kith.FirstPerson", "Kith.SpeaksToYou":
		return false
	}
	b := &t.flat.Blocks[block]
	if b.Quoted {
		return true
	}
	for _, q := range b.Speech() {
		if from < q[1] && to > q[0] {
			return true
		}
	}
	return false
}

// settle finds the block of an alert that was found in the same words divided
// otherwise.
func (t *text) settle(a *vale.Alert) {
	if a.Block < 0 {
		return
	}
	if a.Block = t.blockAt(a.Offset); a.Block < 0 {
		a.From, a.To = -1, -1 // not to be changed by itself
		a.Block = slices.IndexFunc(t.prose.Blocks[:t.start], func(b markdown.ProseBlock) bool {
			at, n := b.Place(0, len(b.Text))
			return at <= a.Offset && a.Offset <= at+n
		})
		return
	}
	b := &t.prose.Blocks[a.Block]
	for from := 0; ; {
		i := strings.Index(b.Text[from:], a.Match)
		if i < 0 || a.Match == "" {
			a.From, a.To = -1, -1
			return
		}
		from += i
		if at, _ := b.Place(from, from+len(a.Match)); at == a.Offset {
			a.From, a.To = from, from+len(a.Match)
			return
		}
		from++
	}
}

// blockAt finds the block in which a place of the file lies.
func (t *text) blockAt(offset int) int {
	for i := range t.flat.Blocks {
		b := &t.flat.Blocks[i]
		if at, n := b.Place(0, len(b.Text)); at-2 <= offset && offset < at+n+2 && i >= t.start {
			return i
		}
	}
	return -1
}

var toSomebody = regexp.MustCompile(`^[^\[\]\n]*\]\((?:mailto:|tel:|person:|contact:|[^)\s]*(?:people|contact)/)`)

// linked reports whether words are the text of a link to somebody.
func (t *text) linked(offset int) bool {
	before := t.Source[max(0, offset-120):offset]
	open, shut := strings.LastIndexByte(string(before), '['), strings.LastIndexByte(string(before), ']')
	return open > shut && toSomebody.Match(t.Source[offset:min(len(t.Source), offset+400)])
}

// note makes a note of what a rule of words found.
func (h *House) note(t *text, a vale.Alert, info Rule, ours bool) Note {
	n := Note{
		Rule: info.Name, Level: Level(a.Level), Pos: diag.Pos{File: t.Record.File, Offset: a.Offset}, Len: a.Len,
		Message: a.Message, Why: a.Description, Try: info.Try, Before: info.Before, After: info.After,
	}
	if ours {
		n.Try = h.nearby(t, n.Try)
	}
	if a.Offset >= 0 && a.Offset+a.Len <= len(t.Source) {
		n.Words = string(t.Source[a.Offset : a.Offset+a.Len])
	}
	if at, ok := strings.CutPrefix(a.Rule, sayName); ok {
		h.said(&n, t, a, at)
		return n
	}
	if a.Rule == neverName {
		n.Level, n.Message, n.Why = info.Level, fmt.Sprintf(info.Message, a.Match), info.Why
		return n
	}
	fixes := a.Replacements
	if a.Rule == "Kith.RepeatedWord" {
		// "Log in in the morning" has two words that look like one.
		if w := strings.Fields(a.Match); len(w) > 1 && !slices.Contains(particles, strings.ToLower(w[0])) {
			fixes = w[:1]
		}
	}
	var offers []string
	for _, f := range fixes {
		hint, isHint := strings.CutSuffix(f, "…")
		offers = append(offers, hint)
		if !isHint && t.fits(a, f) {
			n.Fixes = append(n.Fixes, f)
		}
	}
	if n.Try == "" && len(offers) > 0 {
		n.Try = strings.Join(offers, " or ")
	}
	if ours && n.Why == "" {
		n.Why = info.Why
	}
	return n
}

// stranger is who the rules speak of.
const stranger = "Amara"

// nearby puts somebody of this house in place of a stranger: whoever tells the
// story, or answers for the page.
func (h *House) nearby(t *text, try string) string {
	if !strings.Contains(try, stranger) {
		return try
	}
	var refs []model.Ref
	if s := t.Record.Story; s != nil {
		refs = slices.Concat(s.Authors, s.ToldBy)
	}
	if r := t.Record.Route; r != nil {
		for _, a := range r.People {
			refs = append(refs, a.Person)
		}
	}
	for _, r := range append(refs, t.entry.Ask) {
		for _, p := range h.opts.World.People {
			if p.ID == r.ID {
				name, _, _ := strings.Cut(p.called(), " ")
				return strings.ReplaceAll(try, stranger, name)
			}
		}
	}
	return try
}

// particles go with verbs, and stand before nouns.
var particles = []string{"in", "on", "for", "up", "off", "out", "over", "by"}

// said makes a note of a rule of voice.md.
func (h *House) said(n *Note, t *text, a vale.Alert, at string) {
	i, err := strconv.Atoi(at)
	if err != nil || i >= len(h.opts.Voice.Say) {
		return
	}
	s := h.opts.Voice.Say[i]
	n.Rule, n.Level = sayName, Look
	if s.Level != "" {
		n.Level = levelOf(s.Level)
	}
	n.Message, n.Try, n.Why = fmt.Sprintf(`We don't say "%s" here.`, a.Match), s.Say, s.Because
	n.Before, n.After = "", ""
	if exact(s.Say) {
		if fix := cased(s.Say, a.Match); t.fits(a, fix) {
			n.Fixes = []string{fix}
		}
	}
}

// exact reports whether what to say instead can stand where the other words
// stood: a word or two, no description.
func exact(say string) bool {
	words := strings.Fields(say)
	if len(words) == 0 || len(words) > 2 {
		return false
	}
	for _, w := range words {
		if strings.EqualFold(w, "or") || strings.EqualFold(w, "the") || strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' }) {
			return false
		}
	}
	return true
}

// cased gives words the first letter's case of those they replace.
func cased(words, instead string) string {
	if r, _ := utf8.DecodeRuneInString(instead); !unicode.IsUpper(r) {
		return words
	}
	r, n := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(r)) + words[n:]
}

// fits reports whether words can be put in place of those found: these stand
// in the file as they were read, white space aside, and in the fields at the
// top the new ones need no quoting.
func (t *text) fits(a vale.Alert, words string) bool {
	if a.Len == 0 || a.Block < 0 || a.Offset < 0 || a.Offset+a.Len > len(t.Source) {
		return false
	}
	there := strings.Join(strings.Fields(string(t.Source[a.Offset:a.Offset+a.Len])), " ")
	b := &t.flat.Blocks[a.Block]
	if a.From < 0 || a.To > len(b.Text) || there != strings.Join(strings.Fields(b.Text[a.From:a.To]), " ") {
		return false
	}
	return a.Block >= t.start || !strings.ContainsAny(words, "\"'\\:#[]{},&*|>%@`")
}

// native makes a note of what a native rule found.
func (t *text) native(s seen) Note {
	info, _ := Find(s.rule)
	n := Note{
		Rule: s.rule, Level: info.Level, Pos: diag.Pos{File: t.Record.File, Offset: -1},
		Message: s.message, Try: s.try, Why: info.Why, Before: info.Before, After: info.After,
	}
	if s.block < 0 {
		return n
	}
	b := &t.flat.Blocks[s.block]
	n.Pos.Offset, n.Len = b.Place(s.from, s.to)
	n.Words = string(t.Source[n.Pos.Offset : n.Pos.Offset+n.Len])
	if s.fix != "" && t.fits(vale.Alert{Offset: n.Pos.Offset, Len: n.Len, Block: s.block, From: s.from, To: s.to}, s.fix) {
		n.Fixes = []string{s.fix}
	}
	return n
}

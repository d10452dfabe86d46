package generator

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kith/generator/content"
	"kith/generator/diag"
	"kith/generator/meta"
	"kith/generator/model"
	"kith/generator/phone"
)

// Forgotten is what a hub's own files still say of somebody.
type Forgotten struct {
	ID, Name, File string
	// Withdrawn is whether their consent has ended.
	Withdrawn bool
	// Own are their own files: their pages and what lies in their folder, or
	// bears their name.
	Own []string
	// HeldStories and HeldFiles are the stories and pictures that Kith leaves
	// out by itself.
	HeldStories, HeldFiles []string
	// Mentions are all the places in other files.
	Mentions []Mention
}

// Mention is one place where somebody is named.
type Mention struct {
	File         string
	Line, Column int
	// Text is the line.
	Text string
	// What is "field", "link", "picture" or "words".
	What string
	// Held is whether the file is left out of the site today for want of
	// consent.
	Held bool
}

// Forget looks for everything that names a person, for somebody to edit. ok is
// false where nobody has that id.
func (s *Snapshot) Forget(id string) (f Forgotten, ok bool) {
	l := s.line
	id = content.Normal(id)
	if l == nil || l.site == nil {
		return f, false
	}
	var who *model.Person
	own := map[string]bool{}
	for _, r := range l.site.Records {
		if r.Person == nil || r.Person.ID != id {
			continue
		}
		own[r.File] = true
		f.Own = append(f.Own, r.File)
		if who == nil || r.Person.Lang == "" {
			who = r.Person
		}
	}
	if who == nil {
		return f, false
	}
	f.ID, f.Name, f.File = id, who.Title, who.File
	f.Withdrawn = who.Consent != nil && (over(who.Consent.Withdrawn, l) || !who.Consent.Until.IsZero() && over(who.Consent.Until.AddDays(1), l))

	held := map[string]bool{}
	for _, h := range s.Held {
		if h.Why == "consent" {
			held[h.File] = true
		}
	}
	needles, numbers := needlesOf(who), numbersOf(who)
	var files []string
	for _, src := range l.tree.Sources {
		files = append(files, src.File)
	}
	for _, file := range l.tree.Files {
		if l.graph != nil && l.graph.Holds(file) && (who.Folder != "" && strings.HasPrefix(file, who.Folder+"/") || named(file, needles)) {
			f.HeldFiles = append(f.HeldFiles, file)
		}
		switch {
		case who.Folder != "" && strings.HasPrefix(file, who.Folder+"/"), named(file, needles):
			f.Own = append(f.Own, file)
		case isText[strings.ToLower(path.Ext(file))]:
			files = append(files, file)
		}
	}
	files = append(files, l.cfg.File)
	for _, file := range files {
		if own[file] {
			continue
		}
		data, err := fs.ReadFile(l.fs, file)
		if err != nil {
			continue // check says so
		}
		found := mentions(file, data, needles, numbers...)
		for i := range found {
			found[i].Held = held[file]
		}
		if len(found) > 0 && held[file] {
			f.HeldStories = append(f.HeldStories, file)
		}
		f.Mentions = append(f.Mentions, found...)
	}
	slices.SortStableFunc(f.Mentions, func(a, b Mention) int { return strings.Compare(a.File, b.File) })
	slices.Sort(f.Own)
	return f, true
}

// isText are the endings of files in which words stand.
var isText = map[string]bool{
	".txt": true, ".html": true, ".htm": true, ".vtt": true, ".srt": true, ".svg": true, ".json": true, ".xml": true, ".csv": true, ".vcf": true,
}

// over reports whether a day has come.
func over(d meta.Date, l *line) bool { return !d.IsZero() && d.String() <= l.today.String() }

// needlesOf are all the ways in which somebody is called or reached, the
// longest first.
func needlesOf(p *model.Person) []string {
	var out []string
	for _, name := range []string{
		p.ID, content.Slug(p.Title), p.Title, p.KnownAs, p.SortName, strings.TrimSpace(p.GivenName + " " + p.FamilyName), p.Email,
	} {
		folded, _ := foldWords([]byte(name))
		if utf8.RuneCountInString(folded) > 1 && !slices.Contains(out, folded) {
			out = append(out, folded)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return len(b) - len(a) })
	return out
}

// named reports whether somebody's name or id stands in a path.
func named(file string, needles []string) bool { return len(mentions(file, []byte(file), needles)) > 0 }

// foldWords takes case, accents and emphasis off a text and makes one space of
// all that is between words; at leads from its bytes to those of the text.
func foldWords(data []byte) (folded string, at []int) {
	out := make([]byte, 0, len(data))
	at = make([]int, 0, len(data)+1)
	space := false
	for i := 0; i < len(data); {
		r, n := rune(data[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(data[i:])
		}
		switch {
		case unicode.IsSpace(r):
			if !space {
				out, at = append(out, ' '), append(at, i)
			}
			space = true
		case r == '*':
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			out, at, space = append(out, byte(r)), append(at, i), false
		default:
			for _, c := range norm.NFKD.String(string(r)) {
				if !unicode.Is(unicode.Mn, c) {
					out = utf8.AppendRune(out, unicode.ToLower(c))
				}
			}
			for len(at) < len(out) {
				at = append(at, i)
			}
			space = false
		}
		i += n
	}
	return string(out), append(at, len(data))
}

var (
	aPicture = regexp.MustCompile(`!\[[^\]]*\](\([^)]*\))?`)
	aLink    = regexp.MustCompile(`\]\([^)]*\)|<[a-z]+:[^>]*>|(?m)^\[[^\]]+\]:.*$|(?m)^:::.*$`)
)

// numbersOf are the digits of somebody's telephone numbers, as they are dialled
// from within their country and from abroad.
func numbersOf(p *model.Person) []string {
	var out []string
	add := func(n *model.Phone) {
		if n == nil {
			return
		}
		out = append(out, onlyDigits(n.E164))
		if full, err := phone.Parse(n.E164, ""); err == nil {
			out = append(out, onlyDigits(full.National))
		}
	}
	add(p.Phone)
	for _, c := range p.Channels {
		add(c.Phone)
	}
	return out
}

// mentions finds where somebody is named in a file, or one of their numbers
// stands, each place once.
func mentions(file string, data []byte, needles []string, numbers ...string) []Mention {
	var offsets []int
	for _, p := range namings(data, needles) {
		offsets = append(offsets, p.from)
	}
	for _, n := range numbers {
		for _, p := range digitsIn(data, n) {
			offsets = append(offsets, p.from)
		}
	}
	slices.Sort(offsets)
	offsets = slices.Compact(offsets)
	if len(offsets) == 0 {
		return nil
	}
	fields := fieldsEnd(file, data)
	pictures, links := aPicture.FindAllIndex(data, -1), aLink.FindAllIndex(data, -1)
	inside := func(spans [][]int, o int) bool {
		return slices.ContainsFunc(spans, func(s []int) bool { return s[0] <= o && o < s[1] })
	}
	var out []Mention
	for _, o := range offsets {
		what := "words"
		switch {
		case o < fields:
			what = "field"
		case inside(pictures, o):
			what = "picture"
		case inside(links, o):
			what = "link"
		}
		p := diag.Locate(data, o)
		out = append(out, Mention{File: file, Line: p.Line, Column: p.Column, Text: strings.TrimSpace(p.Text), What: what})
	}
	return out
}

// naming is where somebody is named in a text: from which byte to which, and
// by which of the names.
type naming struct{ from, to, name int }

// namings finds where names stand in a text, as foldWords has them: in order,
// each place once, under the first name of the list that is found there.
func namings(data []byte, names []string) []naming {
	folded, at := foldWords(data)
	taken := map[int]bool{}
	var out []naming
	for k, n := range names {
		for from := 0; ; {
			i := strings.Index(folded[from:], n)
			if i < 0 {
				break
			}
			i += from
			end := i + len(n)
			from = i + 1
			if !alone(folded, i, end) || taken[i] || taken[end-1] {
				continue
			}
			for j := i; j < end; j++ {
				taken[j] = true
			}
			out = append(out, naming{at[i], at[end], k})
		}
	}
	slices.SortFunc(out, func(a, b naming) int { return a.from - b.from })
	return out
}

// fieldsEnd is where the fields of a file end.
func fieldsEnd(file string, data []byte) int {
	if strings.HasSuffix(file, ".toml") {
		return len(data)
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	for _, fence := range []string{"---", "+++"} {
		if rest, ok := strings.CutPrefix(text, fence); ok {
			if i := strings.Index(rest, "\n"+fence); i >= 0 {
				return len(data) - len(rest) + i
			}
		}
	}
	return 0
}

// alone reports whether a find is no part of a longer word or id: "Ada's" is
// about Ada; "Adam", "Ada-Maria" and ada-lovelace are not.
func alone(text string, from, to int) bool {
	part := func(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	before, n := utf8.DecodeLastRuneInString(text[:from])
	if before == '-' {
		before, _ = utf8.DecodeLastRuneInString(text[:from-n])
	}
	after, n := utf8.DecodeRuneInString(text[to:])
	if after == '-' {
		after, _ = utf8.DecodeRuneInString(text[to+n:])
	}
	return !part(before) && !part(after)
}

package vale

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kith/generator/diag"
	"kith/generator/markdown"
	"kith/generator/meta"
)

// Read divides a file into blocks, leaving out what the settings say is to be
// ignored in it (TokenIgnores, BlockIgnores). body is where the text begins
// behind the front matter. A file without such settings is read as by
// markdown.ReadProse.
func (s *Set) Read(file string, src []byte, body int, fields []markdown.Field) *markdown.Prose {
	opt := s.reading
	if len(opt.Masked) > 0 {
		// The same setting may name fields of the front matter.
		ignored := newScope(opt.Masked)
		fields = slices.DeleteFunc(slices.Clone(fields), func(f markdown.Field) bool {
			return ignored.fits([]string{"text", "frontmatter", f.Key, "md"})
		})
	}
	opt.Patches = s.patches(file, src, body)
	return markdown.ReadProseWith(opt, src, body, fields)
}

// Ignores says whether Read leaves out, or masks, what markdown.ReadProse
// doesn't.
func (s *Set) Ignores() bool {
	r := s.reading
	return len(s.config.tokens)+len(s.config.blocks)+len(r.Masked)+len(r.LeftOut)+len(r.Hidden) > 0
}

// ReadFile is Read for a whole file, of which the front matter is read too.
// What is wrong with that is not reported here.
func (s *Set) ReadFile(file string, src []byte) *markdown.Prose {
	var list diag.List
	m, _, body := meta.Parse(file, src, &list)
	return s.Read(file, src, body, Fields(m))
}

// Check runs all rules over a text. The file's path decides which settings
// apply. Alerts come in the order of their places.
func (s *Set) Check(file string, p *markdown.Prose) []Alert {
	s.prepare()
	prof := s.profile(file)
	if len(prof.rules) == 0 {
		return nil
	}
	m := s.pool.Get().(*marks)
	defer s.pool.Put(m)
	run := &reading{set: s, prof: prof, prose: p, marks: m}
	return run.all()
}

// applying returns the rules that look at blocks of a scope.
func (p *profile) applying(scope string) []*rule {
	if got, ok := p.scoped.Load(scope); ok {
		return got.([]*rule)
	}
	sections := strings.Split(scope, ".")
	var out []*rule
	for _, r := range p.rules {
		if r.scope.fits(sections) {
			out = append(out, r)
		}
	}
	p.scoped.Store(scope, out)
	return out
}

// blockFinds is what the rules find in a block, in its sentences and in its
// parts: everything that depends on the block alone.
func (run *reading) blockFinds(b *markdown.ProseBlock) []find {
	scope := b.Scope
	if !strings.HasPrefix(scope, "text.attr") {
		scope += ".md"
	}
	var out []find
	prose := !strings.HasPrefix(b.Scope, "text.attr") && !strings.HasPrefix(b.Scope, "text.frontmatter") && b.Scope != "meta"
	whole, text := run.prof.applying(scope), newSubject(b.Text)
	if prose && b.Running && run.prof.paragraphs {
		run.pieces(&out, text, "paragraph."+scope, whole, strings.SplitAfter(b.Text, "\n\n"))
	}
	if prose && run.prof.sentences {
		run.pieces(&out, text, "sentence."+scope, nil, run.sentences(b.Text))
	}
	out = run.apply(out, whole, text, b.Parts, 0)
	if run.prof.parts {
		for _, part := range b.Parts {
			first := len(out)
			out = run.apply(out, run.prof.applying(part.Scope+".md"), newSubject(part.Text), nil, 0)
			for i := first; i < len(out); i++ {
				out[i].from, out[i].to = inPart(&part, out[i].from), inPart(&part, out[i].to)
			}
		}
	}
	return out
}

// inPart is where index i of a part's text stands in the block: code is
// stars there, one a character.
func inPart(p *markdown.ProsePart, i int) int {
	if p.To-p.From == len(p.Text) {
		return p.From + i
	}
	return min(p.From+utf8.RuneCountInString(p.Text[:i]), p.To)
}

// pieces runs the rules that ask for pieces of a block. Those in not look at the
// whole block anyway, and would find the same there.
func (run *reading) pieces(out *[]find, whole *subject, scope string, not []*rule, pieces []string) {
	rules := run.prof.applying(scope)
	if len(pieces) == 1 || not == nil {
		var only []*rule
		for _, r := range rules {
			if !slices.Contains(not, r) {
				only = append(only, r)
			}
		}
		rules = only
	}
	if len(rules) == 0 {
		return
	}
	at := 0
	for _, piece := range pieces {
		i := strings.Index(whole.text[at:], piece)
		if i < 0 || piece == "" {
			continue
		}
		at += i
		*out = run.apply(*out, rules, whole.part(at, at+len(piece)), nil, at)
		at += len(piece)
	}
}

// apply runs rules over a text that stands at an index of its block.
func (run *reading) apply(out []find, rules []*rule, s *subject, parts []markdown.ProsePart, at int) []find {
	if len(rules) == 0 {
		return out
	}
	b := &block{subject: s, marks: run.marks}
	run.set.index.mark(s, run.marks, slices.ContainsFunc(rules, (*rule).needsWords))
	for _, r := range rules {
		look := b
		if len(r.scope.without) > 0 && len(parts) > 0 {
			look = &block{subject: newSubject(blank(s.text, parts, r.scope.without)), marks: run.marks}
		}
		found, err := r.check(r, look)
		if err != nil {
			run.set.tooSlow(r, err)
			continue
		}
		for _, f := range found {
			f.from += at
			f.to += at
			out = append(out, f)
		}
	}
	return out
}

// blank puts spaces in place of parts, each character of the same length.
func blank(text string, parts []markdown.ProsePart, scopes []string) string {
	b := []byte(text)
	for _, p := range parts {
		for _, s := range scopes {
			if s != p.Scope || p.To > len(text) {
				continue
			}
			at := p.From
			for _, r := range text[p.From:p.To] {
				at += copy(b[at:], []string{" ", " ", "\u00a0", "\u3000", "\U000e0020"}[len(string(r))])
			}
		}
	}
	return string(b)
}

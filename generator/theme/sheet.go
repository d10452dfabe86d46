package theme

import (
	"bytes"
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"

	"kith/generator/markdown"
)

// A sheet is rules, some of them in groups such as @layer and @media. Each
// kind of page gets those that can matter to it: a rule needs all classes of
// its selector, and a class that templates write, but none that this kind
// reaches, is on no page of the kind. Classes that no template writes come
// with the data (a frame, a block of Markdown) and are everywhere. The site's
// own sheets stay whole: who writes a rule of their own means it.

// sheetPart is a file of a sheet.
type sheetPart struct {
	rules []cssRule
	own   bool
	block string // the class that it is for, if it is in a folder blocks/
}

// cssRule is a rule, a group of rules, or a statement such as "@layer a,b".
type cssRule struct {
	prelude   string
	selectors []selector // of a rule
	body      string
	group     []cssRule // of @layer, @media, @supports and @container
	grouped   bool
	said      bool // a statement, which has no body
}

// selector is one of a rule's, and what has to be there for it to match: all
// of its classes, and one of each choice in :is(). It is taken apart once, and
// asked for every kind of page.
type selector struct {
	text    string
	classes []string
	choices [][]selector
}

// parseSheet takes a squeezed sheet apart.
func parseSheet(css []byte) []cssRule {
	rules, _ := parseRules(string(css), 0)
	return rules
}

func parseRules(s string, i int) (out []cssRule, end int) {
	from := i
	for i < len(s) {
		switch s[i] {
		case '"', '\'':
			i = skipString(s, i)
			continue
		case ';':
			out = append(out, cssRule{prelude: strings.TrimSpace(s[from:i]), said: true})
			from = i + 1
		case '}':
			return out, i + 1
		case '{':
			r := cssRule{prelude: strings.TrimSpace(s[from:i])}
			name, _, _ := strings.Cut(r.prelude, " ")
			switch name {
			case "@layer", "@media", "@supports", "@container":
				r.grouped = true
				r.group, i = parseRules(s, i+1)
			default:
				body := i + 1
				end := blockEnd(s, body)
				r.body, i = s[body:end], min(end+1, len(s))
				if !strings.HasPrefix(r.prelude, "@") {
					for _, text := range splitTop(r.prelude, ',') {
						r.selectors = append(r.selectors, parseSelector(text))
					}
				}
			}
			out = append(out, r)
			from = i
			continue
		}
		i++
	}
	if rest := strings.TrimSpace(s[min(from, len(s)):]); rest != "" {
		out = append(out, cssRule{prelude: rest, said: true})
	}
	return out, i
}

func skipString(s string, i int) int {
	quote := s[i]
	for i++; i < len(s) && s[i] != quote; i++ {
		if s[i] == '\\' {
			i++
		}
	}
	return min(i+1, len(s))
}

// blockEnd finds the bracket that closes a block, or the end of the sheet.
func blockEnd(s string, i int) int {
	for depth := 1; i < len(s); i++ {
		switch s[i] {
		case '"', '\'':
			i = skipString(s, i) - 1
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return min(i, len(s))
}

// sheetOf joins the rules that a kind needs; all of them if needs is nil.
func sheetOf(parts []sheetPart, needs func(class string) bool) []byte {
	var b bytes.Buffer
	for i := 0; i < len(parts); {
		own, rules := parts[i].own, []cssRule(nil)
		for ; i < len(parts) && parts[i].own == own; i++ {
			rules = append(rules, parts[i].rules...)
		}
		if own {
			writeRules(&b, rules, nil)
		} else {
			writeRules(&b, rules, needs)
		}
	}
	return b.Bytes()
}

func writeRules(b *bytes.Buffer, rules []cssRule, needs func(string) bool) {
	last := "" // the group that was written just before, if it was one
	for _, r := range rules {
		group, at := "", b.Len()
		switch {
		case r.grouped:
			// Neighbours of one name are one group. Layers without a name are
			// each a layer of their own.
			if group = r.prelude; group == last && group != "@layer" {
				b.Truncate(at - 1)
			} else {
				b.WriteString(group + "{")
			}
			empty := b.Len()
			writeRules(b, r.group, needs)
			if b.Len() == empty && len(r.group) > 0 {
				if empty < at {
					b.WriteByte('}')
				} else {
					b.Truncate(at)
				}
				continue
			}
			b.WriteByte('}')
		case r.said:
			b.WriteString(r.prelude + ";")
		case needs == nil || strings.HasPrefix(r.prelude, "@"):
			b.WriteString(r.prelude + "{" + r.body + "}")
		default:
			var kept []string
			for _, s := range r.selectors {
				if s.possible(needs) {
					kept = append(kept, s.text)
				}
			}
			if len(kept) == 0 {
				continue
			}
			b.WriteString(strings.Join(kept, ",") + "{" + r.body + "}")
		}
		last = group
	}
}

var (
	classInSelector = regexp.MustCompile(`\.([A-Za-z_][\w-]*)`)
	choice          = regexp.MustCompile(`:(?:is|where)\(([^()]*)\)`)
	noMatter        = regexp.MustCompile(`:(?:not|has|nth-[a-z-]+|is|where)\((?:[^()]|\([^()]*\))*\)`)
)

func parseSelector(text string) selector {
	s := selector{text: text}
	for _, m := range choice.FindAllStringSubmatch(text, -1) {
		var any []selector
		for _, one := range strings.Split(m[1], ",") {
			any = append(any, parseSelector(one))
		}
		s.choices = append(s.choices, any)
	}
	for _, m := range classInSelector.FindAllStringSubmatch(noMatter.ReplaceAllString(text, ""), -1) {
		s.classes = append(s.classes, m[1])
	}
	return s
}

// possible reports whether a selector can match.
func (s *selector) possible(needs func(string) bool) bool {
	for _, any := range s.choices {
		if !slices.ContainsFunc(any, func(one selector) bool { return one.possible(needs) }) {
			return false
		}
	}
	for _, class := range s.classes {
		if !needs(class) {
			return false
		}
	}
	return true
}

// words are all words that templates write: whatever could be a class.
type vocabulary struct {
	all   map[string]bool
	kinds map[string]map[string]bool
	// made are classes that scripts give to what they make, on any page.
	made map[string]bool
}

var classInScript = regexp.MustCompile(`(?:class: |className = |classList\.add\()'([^']*)'`)

// wordsIn are all words of a text that could be names of classes.
func wordsIn(text string, word func(string)) {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') {
			continue
		}
		from := i
		for i++; i < len(text) && inClass(text[i]); i++ {
		}
		word(text[from:i])
	}
}

func inClass(c byte) bool {
	return c == '_' || c == '-' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// vocabularies collects the words of every kind's templates. A class that only
// the built-in template writes where the site has its own is still one that
// templates write, so that a site's template changes no other kind's sheet.
func vocabularies(l *layers, sources map[string]*source) vocabulary {
	v := vocabulary{all: map[string]bool{}, kinds: map[string]map[string]bool{}, made: map[string]bool{}}
	for _, full := range l.names("assets") {
		if f, ok := l.read(full); ok && isScript(full) {
			for _, m := range classInScript.FindAllSubmatch(f.data, -1) {
				for _, class := range strings.Fields(string(m[1])) {
					v.made[class] = true
				}
			}
		}
	}
	byFile := map[string]map[string]bool{}
	for name, s := range sources {
		byFile[name] = map[string]bool{}
		s.words(byFile[name])
		s.words(v.all)
		if s.own {
			if f, ok := l.readBuiltin(name); ok {
				if under, problem := parseSource(f); problem == nil {
					under.words(v.all)
				}
			}
		}
	}
	reach := reachAll(sources)
	for _, kind := range Kinds() {
		v.kinds[kind] = map[string]bool{"is-" + kind: true}
		for _, name := range reach[kind].files {
			maps.Copy(v.kinds[kind], byFile[name])
		}
	}
	for _, kind := range Kinds() {
		v.all["is-"+kind] = true
	}
	return v
}

// words adds whatever could be a class in a template.
func (s *source) words(to map[string]bool) {
	add := func(text string) {
		wordsIn(text, func(word string) { to[word] = true })
	}
	for _, tree := range s.trees {
		if tree.Root == nil {
			continue
		}
		visit(tree.Root, func(n parse.Node) {
			switch n := n.(type) {
			case *parse.TextNode:
				add(string(n.Text))
			case *parse.CommandNode:
				for _, a := range n.Args {
					if lit, ok := a.(*parse.StringNode); ok {
						add(lit.Text)
					}
				}
			}
		})
	}
}

// frameClasses come with a person: the shape and colour of their frame.
var frameClasses = map[string]bool{"oval": true, "arch": true, "square": true, "brass": true, "black": true, "plain": true}

// of says which classes pages of a kind can have.
func (v vocabulary) of(kind string) func(string) bool {
	words := v.kinds[kind]
	return func(class string) bool {
		return words[class] || !v.all[class] || v.made[class] || markdown.Classes[class] || frameClasses[class]
	}
}

// squeeze drops comments and needless space from a sheet, and nothing else:
// strings stay, and so does every space that could mean something.
func squeeze(css []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(css))
	space := false
	for i := 0; i < len(css); {
		c := css[i]
		switch {
		case c == '/' && i+1 < len(css) && css[i+1] == '*':
			end := bytes.Index(css[i+2:], []byte("*/"))
			if end < 0 {
				return out.Bytes()
			}
			i += end + 4
			space = true
			continue
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			space = true
			i++
			continue
		}
		if space && out.Len() > 0 && !tight(out.Bytes()[out.Len()-1]) && !tight(c) {
			out.WriteByte(' ')
		}
		space = false
		if c == '}' && out.Len() > 0 && out.Bytes()[out.Len()-1] == ';' {
			out.Truncate(out.Len() - 1)
		}
		if c == '"' || c == '\'' {
			end := i + 1
			for end < len(css) && css[end] != c {
				if css[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end+1, len(css))
			out.Write(css[i:end])
			i = end
			continue
		}
		out.WriteByte(c)
		i++
	}
	return out.Bytes()
}

// tight characters want no space on either side.
func tight(c byte) bool { return c == '{' || c == '}' || c == ';' || c == ',' }

func sortAssets(a []Asset) {
	slices.SortFunc(a, func(x, y Asset) int { return cmp.Compare(x.Path, y.Path) })
}

package quick

import (
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"sync"
	text "text/template"
	"text/template/parse"
)

var (
	htmlType = reflect.TypeFor[template.HTML]()
	jsType   = reflect.TypeFor[template.JS]()
	urlType  = reflect.TypeFor[template.URL]()
)

// chain is the escapers at the end of a pipeline. Which they are, html/template
// decided; what they make of a value is what they make of it here: they are
// called, but for values of which it is known beforehand.
type chain struct {
	slow *text.Template // . through the escapers
	known
}

// known says what a chain of escapers does.
type known struct {
	// of says what becomes of each byte of a text; learnt from html/template.
	of func() *table
	// says no to texts that are not to be gone through byte by byte.
	fits func(s string) bool
	// verbatim is a type that is let through as it is, mapped one whose texts
	// become what of says where isEncoded, whether they fit or not.
	verbatim, mapped reflect.Type
	// mute chains say nothing.
	mute bool
}

const html = "_html_template_"

// knownChains are the chains that pages have most. Why they are right can be
// read in html/template: the HTML escapers (htmlReplacer) replace single
// characters below 128 and copy all others; the URL escapers (processURLOnto)
// replace single bytes, but for a per cent sign, which they leave alone where
// two hexadecimal digits follow, as the HTML escapers do; numbers have no
// character that either replaces. FuzzEscapers compares them.
var knownChains = map[string]known{
	html + "htmlescaper":   {of: ask("", ""), verbatim: htmlType},
	html + "attrescaper":   {of: inTitle},
	html + "rcdataescaper": {of: ask("<title>", "</title>")},
	html + "urlfilter|" + html + "urlnormalizer|" + html + "attrescaper": {of: inURL, fits: isSafe, mapped: urlType},
	html + "urlnormalizer|" + html + "attrescaper":                       {of: inURL, fits: isEncoded, mapped: urlType},
	html + "urlfilter|" + html + "attrescaper":                           {of: inTitle, fits: isSafe, mapped: urlType},
	html + "urlescaper|" + html + "attrescaper":                          {of: ask(`<a href="?`, `">`)},
	html + "srcsetescaper|" + html + "attrescaper":                       {of: copied, fits: isPlainSrcset},
	html + "jsvalescaper":                                                {verbatim: jsType},
	html + "commentescaper":                                              {mute: true},
}

// inTitle and inURL are what becomes of the bytes of an attribute and of an
// address. There a per cent sign stays, where isEncoded has been asked.
var (
	inTitle = ask(`<b title="`, `">`)
	inURL   = sync.OnceValue(func() *table {
		t := *ask(`<a href="/`, `">`)()
		t.at['%'] = 0
		return &t
	})
)

// isSafe reports that an address has no scheme, or one that is harmless, and
// nothing to be thought about.
func isSafe(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	if ok && scheme != "https" && scheme != "mailto" && scheme != "http" && !strings.Contains(scheme, "/") {
		return false
	}
	return isEncoded(s)
}

// isEncoded reports that every per cent sign begins an encoded byte.
func isEncoded(s string) bool {
	for i := strings.IndexByte(s, '%'); i >= 0; {
		if i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2]) {
			return false
		}
		next := strings.IndexByte(s[i+3:], '%')
		if next < 0 {
			return true
		}
		i += 3 + next
	}
	return true
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// isPlainSrcset reports that every address of a srcset is of harmless
// characters and every size of letters and digits.
func isPlainSrcset(s string) bool {
	const before, address, size = 0, 1, 2
	at := before
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
			at = max(at, address)
		case c == '/' || c == '-' || c == '.' || c == '_' || c == '~':
			if at = max(at, address); at == size {
				return false
			}
		case c == ',':
			at = before
		case c == ' ':
			if at == address {
				at = size
			}
		default:
			return false
		}
	}
	return true
}

// table says what becomes of each byte: 0 for itself, else a place in to.
type table struct {
	at [256]uint8
	to []string
}

func copied() *table { return &table{} }

// ask learns a table from html/template: it escapes each byte in a place of
// the kind the table is for.
func ask(before, after string) func() *table {
	return sync.OnceValue(func() *table {
		t := template.Must(template.New("").Parse(before + "{{.}}" + after))
		out := &table{to: []string{""}}
		var b strings.Builder
		for i := range 256 {
			b.Reset()
			one := string([]byte{byte(i)})
			if err := t.Execute(&b, one); err != nil {
				panic(err)
			}
			if said := b.String()[len(before) : b.Len()-len(after)]; said != one {
				out.at[i] = uint8(len(out.to))
				out.to = append(out.to, said)
			}
		}
		return out
	})
}

// append appends a text, its bytes replaced.
func (t *table) append(b []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		if at := t.at[s[i]]; at != 0 {
			b = append(append(b, s[from:i]...), t.to[at]...)
			from = i + 1
		}
	}
	return append(b, s[from:]...)
}

// cutEscapers parts a pipeline from the escapers at its end.
func cutEscapers(p *parse.PipeNode) (*parse.PipeNode, []string) {
	cut := len(p.Cmds)
	for cut > 0 && isEscaper(p.Cmds[cut-1]) {
		cut--
	}
	var names []string
	for _, cmd := range p.Cmds[cut:] {
		names = append(names, cmd.Args[0].(*parse.IdentifierNode).Ident)
	}
	rest := *p
	rest.Cmds = p.Cmds[:cut]
	return &rest, names
}

func isEscaper(cmd *parse.CommandNode) bool {
	id, ok := cmd.Args[0].(*parse.IdentifierNode)
	return ok && len(cmd.Args) == 1 && (strings.HasPrefix(id.Ident, html) || id.Ident == "html" || id.Ident == "urlquery")
}

// chain makes a chain of escapers. For values that need them they are called
// by a template that has nothing else, next to those html/template escaped.
func (q *Set) chain(escapers []string) *chain {
	key := strings.Join(escapers, "|")
	if c, ok := q.chains[key]; ok {
		return c
	}
	pipe := &parse.PipeNode{NodeType: parse.NodePipe, Cmds: []*parse.CommandNode{{NodeType: parse.NodeCommand, Args: []parse.Node{&parse.DotNode{NodeType: parse.NodeDot}}}}}
	for _, name := range escapers {
		pipe.Cmds = append(pipe.Cmds, &parse.CommandNode{NodeType: parse.NodeCommand, Args: []parse.Node{parse.NewIdentifier(name)}})
	}
	tree := &parse.Tree{Name: "quick:" + key, Root: &parse.ListNode{NodeType: parse.NodeList, Nodes: []parse.Node{
		&parse.ActionNode{NodeType: parse.NodeAction, Pipe: pipe},
	}}}
	slow, err := q.text.AddParseTree(tree.Name, tree)
	if err != nil {
		panic(unknown{err.Error()})
	}
	c := &chain{slow: slow, known: knownChains[key]}
	q.chains[key] = c
	return c
}

// put is an action: the value of an expression through the escapers.
func (c *chain) put(e expr) node {
	value, said := e.value, e.text
	if said == nil || c.of == nil || e.is == htmlType && c.verbatim != htmlType {
		return func(s *state, dot reflect.Value) signal {
			c.value(s, value(s, dot))
			return goOn
		}
	}
	is := e.is
	return func(s *state, dot reflect.Value) signal {
		c.say(s, said(s, dot), is)
		return goOn
	}
}

// value appends a value.
func (c *chain) value(s *state, v reflect.Value) {
	if c.mute {
		return
	}
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.String:
		c.say(s, v.String(), v.Type())
	case reflect.Int:
		if v.Type() == intType && c.of != nil && c.fits == nil {
			s.out = strconv.AppendInt(s.out, v.Int(), 10)
			return
		}
		c.ask(s, v)
	default:
		c.ask(s, v)
	}
}

// say appends a text of some type.
func (c *chain) say(s *state, said string, is reflect.Type) {
	switch {
	case is == stringType && c.of != nil && (c.fits == nil || c.fits(said)), is == c.mapped && isEncoded(said):
		s.out = c.of().append(s.out, said)
	case is == c.verbatim:
		s.out = append(s.out, said...)
	default:
		v := reflect.ValueOf(said)
		if is != stringType {
			v = v.Convert(is)
		}
		c.ask(s, v)
	}
}

// ask hands a value to html/template's escapers.
func (c *chain) ask(s *state, v reflect.Value) {
	if err := c.slow.Execute(s, plain(v)); err != nil {
		giveUp(fmt.Sprint(err))
	}
}

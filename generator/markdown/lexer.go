package markdown

import (
	"maps"
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/dlclark/regexp2/v2"
	"github.com/dlclark/regexp2/v2/syntax"
)

// lexerRegistry are chroma's lexers, made quick.
var lexerRegistry = sync.OnceValue(func() *chroma.LexerRegistry {
	all := chroma.NewLexerRegistry()
	for _, l := range lexers.GlobalLexerRegistry.Lexers {
		all.Register(quick(l))
	}
	return all
})

// quick returns a lexer that gives the same tokens as l, on any machine and
// with every text. Chroma's own can go round for ever in a text they weren't
// made for, and leave out a rule when the machine is busy: they give an
// expression a quarter of a second by the clock.
func quick(l chroma.Lexer) chroma.Lexer {
	if r, ok := l.(*chroma.RegexLexer); ok {
		return &quickLexer{RegexLexer: r}
	}
	return patient{l}
}

// quickLexer is one of chroma's lexers without most of the waiting. Chroma
// goes through the rules of its state at each place and asks each pattern
// whether it fits there; one in fifteen does. A pattern that can't begin with
// the letter at hand, or can only where a line begins, needs no asking, and
// asking is what takes the time.
//
// Everything that decides remains chroma's and its expressions' own: the
// rules, their order, the matching, what follows from a match. Which letters
// a pattern can begin with is what regexp2 itself worked out for its searches.
// A test compares the tokens with those of chroma, language by language.
type quickLexer struct {
	*chroma.RegexLexer
	prepare sync.Once
	// proto is a state of the lexer as chroma makes one; nil if that could not
	// be had, and then chroma does the work.
	proto *chroma.LexerState
	// begins says how each rule of a state begins.
	begins map[string][]beginning
}

// SetRegistry leaves chroma's lexer in chroma's registry.
func (q *quickLexer) SetRegistry(*chroma.LexerRegistry) chroma.Lexer { return q }

// beginning says where a match of an expression can begin: before which
// letters, and whether in the midst of a line.
type beginning struct {
	// of is that expression. A few lexers exchange their rules as they go.
	of *regexp2.Regexp
	letters
	ofLine bool
}

// fits reports whether a match may begin at a place of a text.
func (b *beginning) fits(text []rune, at int) bool {
	return b.has(text[at]) && (!b.ofLine || at == 0 || text[at-1] == '\n')
}

// letters is a set of ASCII letters.
type letters [2]uint64

func (s letters) has(r rune) bool { return r >= 128 || s[r>>6]&(1<<(r&63)) != 0 }

// patient is a lexer with an end to its patience.
type patient struct{ chroma.Lexer }

// SetRegistry is as above.
func (p patient) SetRegistry(*chroma.LexerRegistry) chroma.Lexer { return p }

// Tokenise returns an iterator that ends when the lexer gets nowhere.
func (p patient) Tokenise(options *chroma.TokeniseOptions, code string) (chroma.Iterator, error) {
	next, err := p.Lexer.Tokenise(options, code)
	if err != nil {
		return nil, err
	}
	idle := 0
	return func() chroma.Token {
		token := next()
		if idle++; token.Value != "" {
			idle = 0
		}
		if idle > patience {
			return chroma.EOF
		}
		return token
	}, nil
}

// Tokenise returns an iterator over the tokens of code.
func (q *quickLexer) Tokenise(options *chroma.TokeniseOptions, code string) (chroma.Iterator, error) {
	q.prepare.Do(q.learn)
	if q.proto == nil {
		return patient{q.RegexLexer}.Tokenise(options, code)
	}
	if options == nil {
		options = &chroma.TokeniseOptions{State: "root", EnsureLF: true} // chroma's
	}
	if options.EnsureLF {
		code = lineFeeds.Replace(code)
	}
	end := 0
	if !options.Nested && q.Config().EnsureNL && !strings.HasSuffix(code, "\n") {
		code += "\n"
		end = -1
	}
	text := []rune(code)
	t := &tokens{lexer: q, root: options.State, end: len(text) + end, LexerState: chroma.LexerState{
		Lexer: q.proto.Lexer, Registry: q.proto.Registry, Rules: q.proto.Rules,
		Text: text, Stack: []string{options.State}, MutatorContext: map[any]any{},
	}}
	return t.next, nil
}

var lineFeeds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// learn has chroma make the lexer once more, with a state that shows us its
// compiled rules, and finds out how they begin.
func (q *quickLexer) learn() {
	const peek = "kith peeks"
	rules, err := q.Rules()
	if err != nil {
		return
	}
	var seen *chroma.LexerState
	rules = maps.Clone(rules)
	rules[peek] = []chroma.Rule{{Pattern: ".", Type: chroma.Text, Mutator: chroma.MutatorFunc(func(s *chroma.LexerState) error {
		seen = s
		return nil
	})}}
	again, err := chroma.NewLexer(q.Config(), func() chroma.Rules { return rules })
	if err != nil {
		return
	}
	again.SetRegistry(lexerRegistry())
	next, err := again.Tokenise(&chroma.TokeniseOptions{State: peek}, ".")
	if err != nil {
		return
	}
	next()
	if seen == nil {
		return
	}
	q.begins = make(map[string][]beginning, len(seen.Rules))
	for state, rules := range seen.Rules {
		for _, r := range rules {
			if r.Regexp == nil {
				return
			}
			r.Regexp.MatchTimeout = longest
			q.begins[state] = append(q.begins[state], beginningOf(r.Regexp))
		}
	}
	q.proto = seen
}

// longest is how long one match may take. Those that don't end within it would
// not end within a year, so it doesn't matter how fast the machine is.
const longest = 20 * time.Second

// beginningOf finds out how matches of an expression can begin. One that also
// matches nothing at all can stand before any letter.
func beginningOf(re *regexp2.Regexp) beginning {
	b := beginning{of: re, letters: letters{^uint64(0), ^uint64(0)}}
	// That a match is wanted at a certain place keeps regexp2 from looking at
	// how it begins.
	tree, err := syntax.Parse(strings.TrimPrefix(re.String(), `\G`), syntax.ParseOptions{})
	if err != nil {
		return b
	}
	code, err := syntax.Write(tree)
	if err != nil || code.RightToLeft {
		return b
	}
	b.ofLine = code.FindOptimizations != nil && code.FindOptimizations.LeadingAnchor == syntax.NtBol
	if code.FcPrefix != nil {
		b.letters = firstLetters(code.FcPrefix)
	}
	return b
}

func firstLetters(p *syntax.Prefix) letters {
	var s letters
	for c := range rune(128) {
		fits := p.PrefixSet.CharIn(c)
		if p.CaseInsensitive && !fits {
			fits = p.PrefixSet.CharIn(swapCase(c))
		}
		if fits {
			s[c>>6] |= 1 << (c & 63)
		}
	}
	return s
}

func swapCase(c rune) rune {
	if l := c | 0x20; l >= 'a' && l <= 'z' {
		return c ^ 0x20
	}
	return c
}

// tokens are the tokens of one text, one after the other. What it does is what
// chroma's LexerState.Iterator does, with its own fields.
type tokens struct {
	chroma.LexerState
	lexer *quickLexer
	root  string // the state in which it begins
	end   int
	more  chroma.Iterator // what the last rule still has to give, nil if nothing
	idle  int             // rules in a row that took nothing of the text
	stuck bool            // a match did not end
}

// patience is how many rules in a row may take nothing of the text. Lexers go
// from state to state like that, some of them for ever when they meet a text
// they weren't made for.
const patience = 10_000

func (t *tokens) next() chroma.Token {
	for t.Pos < t.end && len(t.Stack) > 0 {
		if token := t.rest(); token != chroma.EOF {
			return token
		}
		if t.idle > patience || t.stuck {
			return chroma.EOF
		}
		t.State = t.Stack[len(t.Stack)-1]
		rules, ok := t.Rules[t.State]
		if !ok {
			panic("unknown state " + t.State)
		}
		i, match := t.match(rules, t.lexer.begins[t.State])
		if t.stuck {
			continue
		}
		if match == nil {
			if t.Text[t.Pos] == '\n' && t.State != t.root {
				t.Stack = []string{t.root}
				continue
			}
			t.Pos++
			return chroma.Token{Type: chroma.Error, Value: string(t.Text[t.Pos-1 : t.Pos])}
		}
		rule := rules[i]
		t.Rule = i
		t.Pos += match.RuneLength
		if t.idle++; match.RuneLength > 0 {
			t.idle = 0
		}
		kind, plain := rule.Type.(chroma.TokenType)
		if plain && rule.Mutator == nil {
			// Nobody looks at the groups.
			if kind != chroma.Ignore && match.RuneLength > 0 {
				return chroma.Token{Type: kind, Value: match.String()}
			}
			continue
		}
		t.Groups, t.NamedGroups = nil, make(map[string]string)
		for _, g := range match.Groups() {
			said := g.String()
			t.NamedGroups[g.Name] = said
			t.Groups = append(t.Groups, said)
		}
		if rule.Mutator != nil {
			if err := rule.Mutator.Mutate(&t.LexerState); err != nil {
				panic(err)
			}
		}
		if rule.Type != nil {
			t.more = rule.Type.Emit(t.Groups, &t.LexerState)
		}
	}
	if token := t.rest(); token != chroma.EOF {
		return token
	}
	if t.Pos != len(t.Text) && len(t.Stack) == 0 {
		value := string(t.Text[t.Pos:])
		t.Pos = len(t.Text)
		return chroma.Token{Type: chroma.Error, Value: value}
	}
	return chroma.EOF
}

// rest is the next token that the last rule gives, EOF if there is none.
func (t *tokens) rest() chroma.Token {
	for t.more != nil {
		token := t.more()
		if token == chroma.EOF {
			t.more = nil
		} else if token.Type != chroma.Ignore {
			return token
		}
	}
	return chroma.EOF
}

// match finds the first rule that fits here.
func (t *tokens) match(rules []*chroma.CompiledRule, begins []beginning) (int, *regexp2.Match) {
	for i, rule := range rules {
		if i < len(begins) && begins[i].of == rule.Regexp && !begins[i].fits(t.Text, t.Pos) {
			continue
		}
		m, err := rule.Regexp.FindRunesMatchStartingAt(t.Text, t.Pos)
		if err != nil {
			t.stuck = true
			return 0, nil
		}
		if m != nil && m.RuneIndex == t.Pos {
			return i, m
		}
	}
	return 0, nil
}

package vale

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// formula is arithmetic: numbers, names, + - * / %, comparisons, && || !,
// a ? b : c, and functions such as math.sqrt. Whole numbers divide as such.
type formula struct {
	run   func(vars map[string]float64) number
	truth bool // it is true or false
}

// number is a value; truth is 1 or 0.
type number struct {
	x     float64
	whole bool
}

func (f *formula) value(vars map[string]float64) float64 { return f.run(vars).x }

type node = func(map[string]float64) number

type formulaParser struct {
	rest    string
	known   []string
	problem string
	depth   int
}

func parseFormula(src string, known []string) (*formula, string) {
	p := &formulaParser{rest: strings.TrimSpace(src), known: known}
	if p.rest == "" {
		return nil, "there is none"
	}
	n, truth := p.choice()
	if p.problem == "" && p.peek() != "" {
		p.fail(p.peek() + " is not expected here")
	}
	return &formula{n, truth}, p.problem
}

func (p *formulaParser) fail(s string) {
	if p.problem == "" {
		p.problem = s
	}
	p.rest = ""
}

// peek returns the next sign or word.
func (p *formulaParser) peek() string {
	p.rest = strings.TrimLeft(p.rest, " \t\r\n")
	if p.rest == "" {
		return ""
	}
	for _, two := range []string{"<=", ">=", "==", "!=", "&&", "||"} {
		if strings.HasPrefix(p.rest, two) {
			return two
		}
	}
	i := 0
	for i < len(p.rest) && (wordByte(p.rest[i]) || p.rest[i] == '.') {
		i++
	}
	return p.rest[:max(i, 1)]
}

func (p *formulaParser) take(signs ...string) string {
	if s := p.peek(); s != "" && slices.Contains(signs, s) {
		p.rest = p.rest[len(s):]
		return s
	}
	return ""
}

func (p *formulaParser) choice() (node, bool) {
	if p.depth++; p.depth > 100 {
		p.fail("it is nested too deeply")
	}
	defer func() { p.depth-- }()
	cond, truth := p.binary(0)
	if p.take("?") == "" {
		return cond, truth
	}
	yes, _ := p.choice()
	if p.take(":") == "" {
		p.fail("a ? needs a :")
	}
	no, truth := p.choice()
	return func(v map[string]float64) number {
		if cond(v).x != 0 {
			return yes(v)
		}
		return no(v)
	}, truth
}

var precedence = [][]string{{"||"}, {"&&"}, {"==", "!=", "<", "<=", ">", ">="}, {"+", "-"}, {"*", "/", "%"}}

func (p *formulaParser) binary(level int) (node, bool) {
	if level == len(precedence) {
		return p.unary()
	}
	left, truth := p.binary(level + 1)
	for {
		sign := p.take(precedence[level]...)
		if sign == "" {
			return left, truth
		}
		a := left
		b, _ := p.binary(level + 1)
		left = func(v map[string]float64) number { return calculate(sign, a(v), b(v)) }
		truth = level < 3
	}
}

func truthOf(b bool) number {
	if b {
		return number{1, true}
	}
	return number{0, true}
}

func calculate(sign string, a, b number) number {
	whole := a.whole && b.whole
	switch sign {
	case "||":
		return truthOf(a.x != 0 || b.x != 0)
	case "&&":
		return truthOf(a.x != 0 && b.x != 0)
	case "==":
		return truthOf(a.x == b.x)
	case "!=":
		return truthOf(a.x != b.x)
	case "<":
		return truthOf(a.x < b.x)
	case "<=":
		return truthOf(a.x <= b.x)
	case ">":
		return truthOf(a.x > b.x)
	case ">=":
		return truthOf(a.x >= b.x)
	case "+":
		return number{a.x + b.x, whole}
	case "-":
		return number{a.x - b.x, whole}
	case "*":
		return number{a.x * b.x, whole}
	case "%":
		return number{math.Mod(a.x, b.x), whole}
	}
	if whole && b.x != 0 {
		return number{math.Trunc(a.x / b.x), true}
	}
	return number{a.x / b.x, false}
}

func (p *formulaParser) unary() (node, bool) {
	if p.depth++; p.depth > 100 {
		p.fail("it is nested too deeply")
		return func(map[string]float64) number { return number{} }, false
	}
	defer func() { p.depth-- }()
	switch p.take("-", "+", "!", "(") {
	case "-":
		n, _ := p.unary()
		return func(v map[string]float64) number { x := n(v); return number{-x.x, x.whole} }, false
	case "+":
		return p.unary()
	case "!":
		n, _ := p.unary()
		return func(v map[string]float64) number { return truthOf(n(v).x == 0) }, true
	case "(":
		n, truth := p.choice()
		if p.take(")") == "" {
			p.fail("a ( is not closed")
		}
		return n, truth
	}
	return p.atom(), false
}

func (p *formulaParser) atom() node {
	word := p.peek()
	none := func(map[string]float64) number { return number{} }
	if word == "" {
		p.fail("something is missing at its end")
		return none
	}
	p.rest = p.rest[len(word):]
	// 1e-3 and 1e+3 are one number.
	if c := word[len(word)-1]; (c == 'e' || c == 'E') && word[0] >= '0' && word[0] <= '9' && p.rest != "" && (p.rest[0] == '-' || p.rest[0] == '+') {
		n := 1
		for n < len(p.rest) && p.rest[n] >= '0' && p.rest[n] <= '9' {
			n++
		}
		word += p.rest[:n]
		p.rest = p.rest[n:]
	}
	if x, err := strconv.ParseFloat(word, 64); err == nil && (word[0] == '.' || word[0] >= '0' && word[0] <= '9') {
		return func(map[string]float64) number { return number{x, !strings.ContainsAny(word, ".eE")} }
	}
	if name, ok := strings.CutPrefix(word, "math."); ok {
		return p.function(name)
	}
	if !slices.Contains(p.known, word) {
		p.fail(strconv.Quote(word) + " is nothing that is counted")
		return none
	}
	return func(v map[string]float64) number { return number{v[word], false} }
}

var (
	mathOne = map[string]func(float64) float64{
		"abs": math.Abs, "sqrt": math.Sqrt, "cbrt": math.Cbrt, "floor": math.Floor, "ceil": math.Ceil, "trunc": math.Trunc,
		"log": math.Log, "log10": math.Log10, "log2": math.Log2, "log1p": math.Log1p, "exp": math.Exp, "exp2": math.Exp2,
		"sin": math.Sin, "cos": math.Cos, "tan": math.Tan, "round": math.Round,
	}
	mathTwo = map[string]func(a, b float64) float64{
		"pow": math.Pow, "min": math.Min, "max": math.Max, "mod": math.Mod, "hypot": math.Hypot, "dim": math.Dim,
	}
	mathNames = map[string]float64{"pi": math.Pi, "e": math.E, "phi": math.Phi, "sqrt2": math.Sqrt2, "ln2": math.Ln2, "ln10": math.Ln10}
)

func (p *formulaParser) function(name string) node {
	if x, ok := mathNames[name]; ok {
		return func(map[string]float64) number { return number{x, false} }
	}
	none := func(map[string]float64) number { return number{} }
	one, two := mathOne[name], mathTwo[name]
	if one == nil && two == nil {
		p.fail("there is no function math." + name)
		return none
	}
	if p.take("(") == "" {
		p.fail("math." + name + " needs a ( behind it")
		return none
	}
	a, _ := p.choice()
	b := none
	if two != nil {
		if p.take(",") == "" {
			p.fail("math." + name + " takes two numbers")
		}
		b, _ = p.choice()
	}
	if p.take(")") == "" {
		p.fail("a ( is not closed")
	}
	return func(v map[string]float64) number {
		if two != nil {
			return number{two(a(v).x, b(v).x), false}
		}
		return number{one(a(v).x), false}
	}
}

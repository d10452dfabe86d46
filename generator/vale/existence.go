package vale

import "strings"

// existence finds words that are better not there.
type existence struct {
	pattern *pattern
	exceptions
}

func newExistence(f *fields, r *rule, e env) checker {
	tokens, raw := f.texts("tokens"), strings.Join(f.texts("raw"), "")
	fold, nonword, last := f.flag("ignorecase", false), f.flag("nonword", false), f.flag("append", false)
	own, vocab := f.texts("exceptions"), f.flag("vocab", true)
	var x existence
	var err error
	if x.exceptions, err = newExceptions(own, e.accepted, vocab && !nonword); err != nil {
		f.expression("exceptions", err)
		return nil
	}
	var alts []string
	for _, t := range tokens {
		if strings.TrimSpace(t) != "" {
			alts = append(alts, t)
		}
	}
	word := !nonword && len(tokens) > 0
	if raw == "" {
		x.pattern, err = newPattern(alts, fold, word, wordsIf(word, e.template))
	} else {
		x.pattern, err = wholePattern(around(alts, raw, fold, word, last, e.template))
	}
	if err != nil {
		key := "tokens"
		if raw != "" {
			key = "raw"
		}
		f.expression(key, err)
		return nil
	}
	return &x
}

// wordsIf gives a template of the settings to rules about words.
func wordsIf(word bool, template string) string {
	if word {
		return template
	}
	return ""
}

// around is the expression of tokens with something raw before or behind it.
func around(alts []string, raw string, fold, word, last bool, template string) string {
	t := nonwordTemplate
	if word {
		t = wordTemplate
		if template != "" {
			t = template
		}
	}
	t = strings.Replace(t, "%s", strings.Join(alts, "|"), 1)
	if last {
		t += raw
	} else {
		t = raw + t
	}
	if fold {
		t = "(?i)" + t
	}
	return t
}

func (x *existence) patterns() []*pattern { return []*pattern{x.pattern} }

func (x *existence) check(r *rule, b *block) ([]find, error) {
	hits, err := b.finds(x.pattern)
	if err != nil {
		return nil, err
	}
	var out []find
	for _, h := range hits {
		match := b.text[h.from:h.to]
		pass, err := x.passes(b, strings.TrimSpace(match), h.from, h.to)
		if err != nil {
			return nil, err
		}
		if !pass {
			f, err := r.found(b, h)
			if err != nil {
				return nil, err
			}
			out = append(out, f)
		}
	}
	return out, nil
}

// found makes a find of a match, with the message's first two arguments: the
// match, and what the rule's action makes of it.
func (r *rule) found(b *block, h hit) (find, error) {
	f := find{rule: r, from: h.from, to: h.to, match: b.text[h.from:h.to]}
	if r.action.Name == "" {
		f.say(r, f.match)
		return f, nil
	}
	var groups []string
	for i := 0; i+1 < len(h.groups); i += 2 {
		g := ""
		if h.groups[i] >= 0 {
			g = b.text[h.groups[i]:h.groups[i+1]]
		}
		groups = append(groups, g)
	}
	fixed, err := r.fix(f.match, groups)
	if err != nil {
		return f, err
	}
	f.replacements = fixed
	offer := f.match
	switch {
	case len(fixed) == 1:
		offer = fixed[0]
	case len(fixed) > 1:
		offer = wordList(fixed)
	}
	f.say(r, f.match, offer)
	return f, nil
}

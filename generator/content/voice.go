package content

import (
	"fmt"
	"strings"

	"kith/generator/diag"
	"kith/generator/model"
)

// voiceLevels are how strongly a rule is meant, as people and as files in
// Vale's format say it.
var voiceLevels = map[string]string{
	"must-fix": "must-fix", "error": "must-fix",
	"worth-a-look": "worth-a-look", "warning": "worth-a-look",
	"idea": "idea", "suggestion": "idea",
}

// voice reads the rules of content/voice.md.
func (r reader) voice() *model.Voice {
	v := &model.Voice{Never: r.phrases("never"), Names: r.phrases("names"), People: r.str("people")}
	v.Sentence = r.positive("sentence", 200, "words")
	v.Grade = r.positive("grade", 30, "years of school")
	v.Exclaim = r.exclaim()
	for _, item := range r.Items("say") {
		if item.Map == nil {
			r.bad("wrong-type", item.Text, fmt.Sprintf("a rule says what instead of what: %s alone is half of it", diag.Quote(item.Text.Value)),
				"write it as {instead_of: utilise, say: use, because: nobody says it out loud}")
			continue
		}
		if s, ok := r.in(item.Map).say(); ok {
			v.Say = append(v.Say, s)
		}
	}
	r.twice(v)
	return v
}

// say reads one rule. Words in it are kept as they are, tags too: somebody
// may well want to say something about them.
func (r reader) say() (model.Say, bool) {
	s := model.Say{Say: r.Text("say").Value, Because: r.str("because"), At: r.At()}
	for _, t := range r.Texts("instead_of") {
		s.InsteadOf = append(s.InsteadOf, t.Value)
	}
	s.Level = voiceLevels[r.Enum("level", "must-fix", "worth-a-look", "idea", "error", "warning", "suggestion").Value]
	if r.lacks("instead_of") {
		r.bad("bad-value", r.top(), "a rule without the words it is about", "add instead_of: with the words to watch for")
	}
	if r.lacks("say") {
		r.bad("bad-value", r.top(), fmt.Sprintf("a rule that doesn't say what to write instead of %s", diag.Quote(strings.Join(s.InsteadOf, ", "))),
			"add say: with better words; words without better ones go under never:")
	}
	return s, len(s.InsteadOf) > 0 && s.Say != ""
}

// positive reads a number from 1 on; 0 stands for none.
func (r reader) positive(key string, most int, of string) int {
	n, ok := r.Int(key)
	if !ok {
		return 0
	}
	if n < 1 || n > most {
		r.bad("bad-value", r.Text(key), fmt.Sprintf("%s can't be %d %s", diag.Quote(key), n, of), fmt.Sprintf("it can be from 1 to %d", most))
		return 0
	}
	return n
}

// exclaim reads how many exclamation marks a page may have. None at all is
// kept as -1, since 0 is what is not said.
func (r reader) exclaim() int {
	if r.Text("exclaim").Value == "0" {
		return -1
	}
	return r.positive("exclaim", 100, "exclamation marks")
}

// phrases reads a list of words. As in say, tags in them are kept: somebody
// may well never want to see one.
func (r reader) phrases(key string) []model.Phrase {
	var out []model.Phrase
	for _, t := range r.Texts(key) {
		if strings.TrimSpace(t.Value) != "" {
			out = append(out, model.Phrase{Words: t.Value, At: t.Pos})
		}
	}
	return out
}

// voiceKeep reads the notes somebody chose to live with: words, or a rule.
func (r reader) voiceKeep() []model.Keep {
	var out []model.Keep
	for _, item := range r.Items("voice_keep") {
		k := model.Keep{Words: item.Text.Value, At: item.Text.Pos, Len: item.Text.Len}
		if item.Map != nil {
			in := r.in(item.Map)
			words, rule := in.Text("words"), in.Text("rule")
			k = model.Keep{Words: words.Value, Rule: rule.Value, Why: in.str("why"), At: words.Pos, Len: words.Len}
			if k.Words == "" {
				k.At, k.Len = rule.Pos, rule.Len
			}
			if in.lacks("words") && in.lacks("rule") {
				r.bad("bad-value", in.top(), "voice_keep doesn't say which words are kept",
					"add words: with the words as they stand in the text, or rule: with the name of a rule to leave alone on this page")
			}
		}
		if k.Words != "" || k.Rule != "" {
			out = append(out, k)
		}
	}
	return out
}

// twice reports rules that are about the same words, or lead in a circle.
func (r reader) twice(v *model.Voice) {
	type rule struct {
		at  diag.Pos
		say string
	}
	seen := map[string]rule{}
	plain := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
	add := func(words string, is rule) {
		key := plain(words)
		if was, ok := seen[key]; ok {
			r.list.Add("voice-twice", is.at, 0, fmt.Sprintf("there are two rules about %s", diag.Quote(words)), "keep one of them",
				diag.Related{Pos: was.at, Message: "the first"})
			return
		}
		seen[key] = is
	}
	for _, s := range v.Say {
		for _, w := range s.InsteadOf {
			add(w, rule{s.At, s.Say})
		}
	}
	for _, p := range v.Never {
		add(p.Words, rule{p.At, ""})
	}
	for _, s := range v.Say {
		if was, ok := seen[plain(s.Say)]; ok {
			r.list.Add("voice-twice", s.At, 0, fmt.Sprintf("one rule says to write %s, another to leave it", diag.Quote(s.Say)), "keep one of them",
				diag.Related{Pos: was.at, Message: "the other"})
		}
	}
}

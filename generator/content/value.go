package content

import (
	"fmt"
	"strings"

	"kith/generator/diag"
	"kith/generator/meta"
	"kith/generator/model"
)

// value reads a value: a promise with proof.
func (r reader) value(e model.Entry) *model.Value {
	r.untimed(&e)
	r.ordered(&e)
	v := &model.Value{
		Entry:     e,
		Statement: r.long("statement"),
		Promise:   r.str("promise"),
		Hardest:   r.str("hardest"),
		Short:     r.short("short", 24, "it stands on small labels, where two or three words fit"),
		Keeper:    r.person("keeper"),
		LooksLike: r.strs("looks_like"),
		Not:       r.strs("not"),
	}
	v.Since, _ = r.DateLoose("since")
	if n := len(v.LooksLike); n == 1 || n > 5 {
		r.bad("too-many", r.at("looks_like"), fmt.Sprintf("looks_like has %d of the 2 to 5 things one would see", n),
			"say what somebody who holds to this value does, each in a sentence")
	}
	r.retired(v)
	if t := (meta.Text{Pos: e.TitleAt, Len: len(e.Title)}); isAbstract(e.Title) {
		r.bad("abstract-value", t, fmt.Sprintf("%s is a noun anybody could claim: what would I see you do?", diag.Quote(e.Title)),
			`say it as a sentence, such as "We pick up the phone"`)
	}
	return v
}

func (r reader) retired(v *model.Value) {
	item := r.Item("retired")
	if item.Map == nil {
		switch strings.ToLower(item.Text.Value) {
		case "":
		case "true", "yes", "on", "false", "no", "off":
			v.Retired = r.Bool("retired", false)
		default: // a date alone is what people write first
			v.RetiredOn = r.day("retired")
			v.Retired = !v.RetiredOn.IsZero()
		}
		return
	}
	in := r.in(item.Map)
	v.Retired = true
	v.RetiredOn = in.day("date")
	v.ReplacedBy = in.refTo(in.Text("replaced_by"), "value:")
	v.RetiredWhy = in.str("why")
	if v.ReplacedBy.ID != "" && v.ReplacedBy.ID == r.ID {
		r.bad("self-reference", in.Text("replaced_by"), "a value can't be replaced by itself", "name the value that came after it")
	}
	if before(v.RetiredOn, v.Since) {
		_, t := in.Date("date")
		r.bad("bad-status", t, fmt.Sprintf("the value was retired on %s, before it began (%s)", v.RetiredOn, v.Since), "look at the two dates")
	}
}

// abstract are nouns that stand alone on many a company's wall and don't end
// in what most of them end in.
var abstract = map[string]bool{
	"trust": true, "courage": true, "passion": true, "care": true, "pride": true, "teamwork": true,
	"ownership": true, "growth": true, "impact": true, "service": true, "safety": true, "fun": true,
	"customer": true, "customers": true, "people": true, "family": true, "respect": true, "grit": true,
	"success": true, "value": true, "virtue": true, "wisdom": true, "freedom": true, "balance": true,
	"focus": true, "speed": true, "heart": true, "candor": true, "candour": true, "humour": true,
	"humor": true, "craft": true, "empathy": true, "honesty": true, "loyalty": true, "synergy": true,
	"community": true, "together": true, "performance": true, "leadership": true, "partnership": true,
}

// isAbstract knows a title that is a single abstract noun, such as
// "Integrity" or "Our Integrity".
func isAbstract(title string) bool {
	words := strings.Fields(strings.ToLower(title))
	if len(words) == 2 && (words[0] == "our" || words[0] == "the") {
		words = words[1:]
	}
	if len(words) != 1 {
		return false
	}
	w := strings.Trim(words[0], ".!?,;:")
	if abstract[w] {
		return true
	}
	if len(w) < 7 {
		return false
	}
	for _, ending := range [...]string{
		"ity", "ness", "tion", "sion", "ance", "ence", "ency", "ancy", "ship", "ment", "ism", "acy", "hood",
		"ität", "ung", "heit", "keit", "schaft", "idad", "dade", "ção", "ción", "sión", "ité", "ità", "zione", "enza", "anza",
	} {
		if strings.HasSuffix(w, ending) {
			return true
		}
	}
	return false
}

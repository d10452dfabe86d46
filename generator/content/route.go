package content

import (
	"strings"

	"kith/generator/meta"
	"kith/generator/model"
)

// route reads a contact page: a need, and the people who answer.
func (r reader) route(e model.Entry) *model.Route {
	r.untimed(&e)
	r.ordered(&e)
	rt := &model.Route{
		Entry:        e,
		Also:         r.strs("also"),
		Topic:        r.term("topic"),
		People:       r.answerers(),
		Fallback:     r.refs(r.Texts("fallback"), ""),
		Availability: r.availability(),
		Promise:      r.str("promise"),
		Steps:        r.strs("steps"),
		Before:       r.strs("before"),
		Urgent:       r.urgent(),
		Languages:    r.languages("languages"),
		AnsweredBy:   r.people("answered_by"),
	}
	r.atMost(4, "steps", "say what happens next in four steps; the rest can go into the text", len(rt.Steps))
	r.atMost(4, "before", "ask for what you really need to have at hand", len(rt.Before))
	if len(rt.People) == 0 && r.lacks("people") {
		r.bad("nobody-answers", r.at("people"), "the contact page names nobody: who picks up?", "add people: with the ids of colleagues, as in people: [ada-okonjo]")
	}
	return rt
}

// answerers reads who answers, and for what.
func (r reader) answerers() []model.Answerer {
	var out []model.Answerer
	for _, item := range r.Items("people") {
		a := model.Answerer{Person: r.refTo(item.Text, "person:")}
		if item.Map != nil {
			in := r.in(item.Map)
			a = model.Answerer{
				Person: in.person("person"), For: in.str("for"),
				Languages: in.languages("languages"), Hours: in.availability(),
			}
			if in.lacks("person") {
				r.bad("bad-value", in.top(), "an entry under people without a person: who answers?", "add person: with the name of their file, as in person: ada-okonjo")
			}
		}
		if a.Person.ID != "" {
			out = append(out, a)
		}
	}
	return out
}

// urgent reads what cannot wait.
func (r reader) urgent() *model.Urgent {
	item := r.Item("urgent")
	if item.Map == nil {
		if item.Text.Value == "" {
			return nil
		}
		r.noTags("urgent", item.Text)
		return &model.Urgent{Do: item.Text.Value}
	}
	in := r.in(item.Map)
	u := &model.Urgent{When: in.str("when"), Do: in.str("do"), Channel: in.urgentChannel()}
	if in.lacks("do") && in.lacks("channel") {
		r.bad("bad-value", in.top(), "urgent doesn't say what to do", "add do: with a sentence, and channel: with the number to ring")
	}
	if u.Do == "" && u.Channel == "" {
		return nil
	}
	return u
}

// urgentChannel reads a number, an email address or a link. Nobody should
// find out in an emergency that it has a slip in it.
func (r reader) urgentChannel() string {
	t := r.line("channel")
	switch {
	case t.Value == "":
	case strings.Contains(t.Value, "://"):
		return r.url("channel")
	case strings.Contains(t.Value, "@"):
		return r.emailOf(t)
	case isShortNumber(t), strings.Trim(t.Value, "0123456789+-() .") != "":
		// 112 and 999 are nobody's number, and "shout" is an answer too.
	default:
		if r.phoneOf(t) == nil {
			return ""
		}
	}
	return t.Value
}

func isShortNumber(t meta.Text) bool {
	return len(t.Value) <= 6 && strings.Trim(t.Value, "0123456789") == ""
}

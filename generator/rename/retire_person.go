package rename

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kith/generator/content"
	"kith/generator/diag"
	"kith/generator/model"
)

// person writes that somebody left, and who answers in their place. Without
// such a name they must not be needed.
func (r *retiring) person() error {
	base, rec, err := r.base()
	if err != nil {
		return err
	}
	p := rec.Person
	switch {
	case p.Status == "left" || p.Departed != nil:
		return fmt.Errorf("%s says already that %s left; change departed: there", rec.File, cmp.Or(p.KnownAs, p.Title))
	case p.Status == "memorial":
		return fmt.Errorf("the page of %s is a memorial, and stays one", p.Title)
	}
	to, staff, err := r.successor()
	if err != nil {
		return err
	}
	r.needs(to != "", staff)
	if len(r.uses) > 0 {
		return nil
	}
	old, err := r.Read(base.File)
	if err != nil {
		return fmt.Errorf("reading %s: %w", base.File, err)
	}
	f := front(old)
	date, names := r.On.ISO(), to
	var line string
	if f.toml {
		if names != "" {
			names = `, successor = "` + names + `"`
		}
		line = "departed = {date = " + date + names + "}" + f.eol
	} else {
		if names != "" {
			names = ", successor: " + names
		}
		line = "departed: {date: " + date + names + "}" + f.eol
	}
	var e edit
	if m := field("status").FindSubmatchIndex(old[f.from:f.to]); m != nil {
		e = edit{f.from + m[2], m[3] - m[2], map[bool]string{true: `"left"`, false: "left"}[f.toml]}
	} else {
		line = f.line("status", map[bool]string{true: `"left"`, false: "left"}[f.toml]) + line
	}
	data := apply(old, f.with(e, line))
	now, _ := r.decoder.Decode(base, data)
	if now.Person == nil || now.Person.Status != "left" || now.Person.Departed == nil ||
		now.Person.Departed.Date.ISO() != date || now.Person.Departed.Successor.ID != to {
		return fmt.Errorf("%s is written in a way that can't be followed; write status: left and departed: into it by hand", base.File)
	}
	r.plan.Changes = append(r.plan.Changes, Change{base.File, old, data})
	return r.hostToo()
}

// base is the file that says it for all languages, and what it says.
func (r *retiring) base() (content.Source, *model.Record, error) {
	for _, s := range r.own {
		if s.Lang != "" && !s.Alone {
			continue
		}
		for _, rec := range r.Records {
			if rec.File == s.File && (rec.Person != nil || rec.Value != nil) {
				return s, rec, nil
			}
		}
	}
	return content.Source{}, nil, fmt.Errorf("the file of %s can't be read", diag.Quote(r.old))
}

// successor looks at who is to answer: somebody of the staff, or a contact
// page.
func (r *retiring) successor() (to string, staff bool, err error) {
	if r.To == "" {
		return "", false, nil
	}
	id, isRoute := strings.CutPrefix(r.new, "contact:")
	id, isPerson := strings.CutPrefix(id, "person:")
	var route *model.Route
	for _, rec := range r.Records {
		switch {
		case rec.Person != nil && rec.Person.ID == id && rec.Person.Lang == "" && !isRoute:
			p := rec.Person
			switch {
			case p.Relation != "staff":
				return "", false, fmt.Errorf("%s is not of the staff", p.Title)
			case p.Status == "left" || p.Status == "memorial":
				return "", false, fmt.Errorf("%s isn't there either", p.Title)
			}
			r.new = id
			return id, true, nil
		case rec.Route != nil && rec.Route.ID == id && !isPerson:
			route = rec.Route
		}
	}
	if route != nil {
		for _, a := range route.People {
			if a.Person.ID != r.old {
				return r.new, false, nil
			}
		}
		return "", false, fmt.Errorf("nobody else answers %s", diag.Quote(route.Title))
	}
	var all []diag.Candidate
	for _, rec := range r.Records {
		if p := rec.Person; p != nil && p.Lang == "" && p.ID != r.old && p.Relation == "staff" {
			all = append(all, diag.Candidate{ID: p.ID, Words: []string{p.Title, p.KnownAs}})
		}
	}
	hint := ""
	if h := diag.DidYouMean(r.To, all); h != "" {
		hint = "; " + h
	}
	return "", false, fmt.Errorf("nobody here is called %s%s", diag.Quote(r.To), hint)
}

// needs lists where somebody is still counted on. A successor takes over all
// of it; only the host has to be a person.
func (r *retiring) needs(taken, staff bool) {
	add := func(ref model.Ref, format string, args ...any) {
		if strings.TrimPrefix(ref.ID, "person:") == r.old && !taken {
			r.use(ref.At, ref.Len, format, args...)
		}
	}
	for _, rec := range r.Records {
		if e := rec.Entry(); e != nil && !r.isOwn(rec.File) {
			add(e.Ask, "asks for them")
		}
		switch {
		case r.isOwn(rec.File):
		case rec.Route != nil:
			for _, a := range rec.Route.People {
				add(a.Person, "they answer %s", diag.Quote(rec.Route.Title))
			}
			for _, f := range rec.Route.Fallback {
				add(f, "they stand behind %s", diag.Quote(rec.Route.Title))
			}
			for _, a := range rec.Route.AnsweredBy {
				add(a, "they read the inbox of %s", diag.Quote(rec.Route.Title))
			}
		case rec.Value != nil:
			if !rec.Value.Retired {
				add(rec.Value.Keeper, "they keep %s", diag.Quote(rec.Value.Title))
			}
		case rec.Team != nil:
			add(rec.Team.Lead, "they lead %s", diag.Quote(cmp.Or(rec.Team.Title, rec.Team.ID)))
		case rec.Person != nil:
			p := rec.Person
			if p.Leave != nil {
				add(p.Leave.Cover, "they cover for %s", p.Title)
			}
			if p.Departed != nil {
				add(p.Departed.Successor, "they took over from %s", p.Title)
			}
			add(p.Protected, "they answer for %s", p.Title)
			for _, c := range slices.Concat([][]model.Ref{p.AnsweredBy}, readers(p)) {
				for _, a := range c {
					add(a, "they read an inbox of %s", p.Title)
				}
			}
		}
	}
	for _, x := range []struct {
		id, key string
	}{{r.Config.Host.ID, "host"}, {r.Config.Corrections.ID, "corrections"}} {
		if strings.TrimPrefix(x.id, "person:") == r.old && !(taken && staff) {
			at, n := r.Config.Place(x.key)
			r.use(at, n, "they are the %s of the hub", map[string]string{"host": "host", "corrections": "keeper of corrections"}[x.key])
		}
	}
}

func readers(p *model.Person) [][]model.Ref {
	var out [][]model.Ref
	for _, c := range p.Channels {
		out = append(out, c.AnsweredBy)
	}
	return out
}

// hostToo puts the successor where the settings name who leaves.
func (r *retiring) hostToo() error {
	file := r.Config.File
	old, err := r.Read(file)
	if err != nil {
		return fmt.Errorf("reading %s: %w", file, err)
	}
	var edits []edit
	for _, x := range []struct{ id, key string }{{r.Config.Host.ID, "host"}, {r.Config.Corrections.ID, "corrections"}} {
		if strings.TrimPrefix(x.id, "person:") != r.old {
			continue
		}
		pos, n := r.Config.Place(x.key)
		raw := piece(old, pos.Offset, n)
		if pos.File != file || !strings.HasSuffix(strings.ToLower(raw), r.old) {
			return fmt.Errorf("%s names %s in a way that can't be followed", file, r.old)
		}
		edits = append(edits, edit{pos.Offset, n, raw[:behindColon(raw)] + r.new})
	}
	if len(edits) > 0 {
		r.plan.Changes = append(r.plan.Changes, Change{file, old, apply(old, edits)})
	}
	return nil
}

// value writes that a value is no longer said, since when, and which one came
// after it.
func (r *retiring) value() error {
	base, rec, err := r.base()
	if err != nil {
		return err
	}
	if rec.Value.Retired {
		return fmt.Errorf("%s says already that it is retired", rec.File)
	}
	if r.On.Compare(r.Today) > 0 {
		return fmt.Errorf("a value is retired at once; retire it again on %s", r.On)
	}
	old, err := r.Read(base.File)
	if err != nil {
		return fmt.Errorf("reading %s: %w", base.File, err)
	}
	f := front(old)
	is, quote := ": ", func(s string) string { return s }
	if f.toml {
		is, quote = " = ", f.quote
	}
	line := "retired" + is + "{date" + is + r.On.ISO()
	if r.new != "" {
		line += ", replaced_by" + is + quote(r.new)
	}
	if r.Why != "" {
		line += ", why" + is + `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(r.Why) + `"`
	}
	data := apply(old, f.with(edit{}, line+"}"+f.eol))
	now, _ := r.decoder.Decode(base, data)
	if now.Value == nil || !now.Value.Retired || now.Value.ReplacedBy.ID != r.new || now.Value.RetiredOn.ISO() != r.On.ISO() {
		return fmt.Errorf("%s is written in a way that can't be followed; write retired: into it by hand", base.File)
	}
	r.plan.Changes = append(r.plan.Changes, Change{base.File, old, data})
	return nil
}

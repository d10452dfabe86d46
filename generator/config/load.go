package config

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kith/generator/diag"
	"kith/generator/meta"
)

// Load reads a settings file. Mistakes go to the list; the Config is never
// nil and has the default for whatever could not be read.
func Load(file string, src []byte, list *diag.List) *Config {
	r := &reader{file: file, list: list, c: defaults()}
	r.c.File = file
	r.c.Places = map[string]Place{}
	m := meta.ParseSettings(file, src, list)
	r.site(m)
	r.organization(m.Table("organization"))
	r.brand(m.Table("brand"))
	r.contact(m.Table("contact"))
	r.languages(m.Map("languages"))
	r.c.Menu = r.menu(m, "menu")
	r.sections(m.Map("sections"))
	r.redirects(m)
	r.markdown(m.Table("markdown"))
	r.images(m.Table("images"))
	r.cards(m.Table("cards"))
	r.feeds(m.Table("feeds"))
	r.search(m.Table("search"))
	r.fresh(m.Table("fresh"))
	r.security(m.Table("security"))
	r.hosting(m.Table("hosting"))
	r.robots(m.Table("robots"))
	r.voice(m.Table("voice"))
	r.check(m.Table("check"))
	r.c.Params = m.Tree("params")
	m.Done()
	return r.c
}

// reader fills a Config.
type reader struct {
	file string
	list *diag.List
	c    *Config
}

// bad reports a value that cannot be right.
func (r *reader) bad(t meta.Text, message, hint string) {
	r.list.Add("bad-setting", t.Pos, t.Len, message, hint)
}

// note remembers where a setting stands.
func (r *reader) note(path string, t meta.Text) {
	if t.Pos.File != "" {
		r.c.Places[path] = Place{t.Pos.Offset, t.Len}
	}
}

// text reads a text into a setting, which keeps its default if there is none.
func (r *reader) text(m *meta.Map, path string, into *string) meta.Text {
	t := m.Text(last(path))
	r.note(path, t)
	if t.Value != "" {
		*into = t.Value
	}
	return t
}

func last(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// number reads a whole number between two others.
func (r *reader) number(m *meta.Map, path string, into *int, low, high int) {
	n, ok := m.Int(last(path))
	if !ok {
		return
	}
	t := m.Text(last(path))
	r.note(path, t)
	if n < low || n > high {
		r.bad(t, fmt.Sprintf("%s cannot be %d", diag.Quote(path), n), fmt.Sprintf("it can be %s to %s", diag.Thousands(low), diag.Thousands(high)))
		return
	}
	*into = n
}

// choice reads one of a few words.
func (r *reader) choice(m *meta.Map, path string, into *string, allowed ...string) {
	t := m.Enum(last(path), allowed...)
	r.note(path, t)
	if t.Value != "" {
		*into = t.Value
	}
}

// site reads what stands above the tables.
func (r *reader) site(m *meta.Map) {
	c := r.c
	var raw string
	if t := r.text(m, "url", &raw); t.Value != "" {
		u, err := ParseURL(t.Value)
		if err != nil {
			r.bad(t, err.Message, err.Hint)
		}
		c.URL = u
	}
	r.text(m, "title", &c.Title)
	r.text(m, "description", &c.Description)
	raw = ""
	if t := r.text(m, "language", &raw); t.Value != "" {
		c.Language = r.tag(t)
	}
	raw = ""
	if t := r.text(m, "timezone", &raw); t.Value != "" {
		c.Timezone = r.timezone(t)
	}
	raw = ""
	if t := r.text(m, "country", &raw); t.Value != "" {
		c.Country = r.country(t)
	}
	c.Host = r.ref(m, "host")
	c.Corrections = r.ref(m, "corrections")
	if t := r.text(m, "theme", &c.Theme); t.Value != "" && !plainName(t.Value) {
		r.bad(t, diag.Quote(t.Value)+" cannot be the name of a theme", "themes are folders in themes/; write the name of one")
		c.Theme = "default"
	}
	raw = ""
	if t := r.text(m, "kith", &raw); t.Value != "" {
		v, ok := version(t.Value)
		if !ok {
			r.bad(t, diag.Quote(t.Value)+" is not a version of Kith", `it looks like kith = "1.2"`)
		}
		c.Kith = v
	}
	r.number(m, "per_page", &c.PerPage, 1, 1000)
	for _, n := range needed {
		switch {
		case !m.Has(n.key) && !m.Damaged():
			r.list.Add("missing-setting", diag.In(r.file), 0, diag.Quote(n.key)+" is missing", "add a line above the first [table]: "+n.example)
		case m.Has(n.key) && !m.Faulty(n.key) && m.Text(n.key).Value == "":
			t := m.Text(n.key)
			r.list.Add("missing-setting", t.Pos, t.Len, diag.Quote(n.key)+" is empty", "it looks like "+n.example)
		}
	}
}

func (r *reader) ref(m *meta.Map, key string) Ref {
	var raw string
	t := r.text(m, key, &raw)
	if t.Value == "" {
		return Ref{}
	}
	return Ref{ID: strings.ToLower(norm.NFC.String(t.Value)), At: t.Pos}
}

func (r *reader) organization(m *meta.Map) {
	o := &r.c.Organization
	r.text(m, "organization.name", &o.Name)
	r.text(m, "organization.legal_name", &o.LegalName)
	r.sitePath(m, "organization.logo", &o.Logo)
	r.text(m, "organization.founded", &o.Founded)
	for _, t := range m.Texts("same_as") {
		if r.web(t) {
			o.SameAs = append(o.SameAs, t.Value)
		}
	}
	if t := m.LongText("address"); t.Value != "" {
		r.note("organization.address", t)
		o.Address = t.Value
	}
}

func (r *reader) brand(m *meta.Map) {
	b := &r.c.Brand
	r.number(m, "brand.hue", &b.Hue, 0, 360)
	if x, ok := m.Float("vivid"); ok {
		t := m.Text("vivid")
		r.note("brand.vivid", t)
		if x < 0 || x > 1.4 {
			r.bad(t, fmt.Sprintf("%s cannot be %s", diag.Quote("brand.vivid"), t.Value), "it goes from 0 (grey) to 1.4")
		} else {
			b.Vivid = x
		}
	}
	r.text(m, "brand.font", &b.Font)
	r.sitePath(m, "brand.logo", &b.Logo)
}

func (r *reader) contact(m *meta.Map) {
	c := &r.c.Contact
	r.text(m, "contact.hours", &c.Hours)
	r.text(m, "contact.reply_within", &c.ReplyWithin)
	for _, d := range m.Dates("holidays") {
		c.Holidays = append(c.Holidays, d.Date.OnDay())
	}
	slices.SortFunc(c.Holidays, meta.Date.Compare)
	c.Holidays = slices.Compact(c.Holidays)
	for i, it := range m.Items("alternatives") {
		path := fmt.Sprintf("contact.alternatives.%d", i)
		if it.Map == nil {
			r.note(path+".label", it.Text)
			c.Alternatives = append(c.Alternatives, Alternative{Label: it.Text.Value})
			continue
		}
		var a Alternative
		r.text(it.Map, path+".label", &a.Label)
		if t := r.text(it.Map, path+".url", &a.URL); t.Value != "" {
			r.link(t)
		}
		r.text(it.Map, path+".note", &a.Note)
		if a.Label == "" && !it.Map.Faulty("label") {
			r.lacks(it.Map, "label", "alternatives")
		}
		c.Alternatives = append(c.Alternatives, a)
	}
}

// lacks reports a part of a list of tables without one of its settings.
func (r *reader) lacks(m *meta.Map, key, of string) {
	r.list.Add("missing-setting", m.At(), 1, fmt.Sprintf("one of the %s has no %s", of, diag.Quote(key)), "")
}

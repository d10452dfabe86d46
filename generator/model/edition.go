package model

import (
	"cmp"
	"slices"
)

// An edition of a site is the site as readers of one language see it. What
// nobody translated is still there where somebody can be reached through it:
// people, values, contact pages and terms keep their words in the language
// they were written in. A story or plain page is in the editions of the
// languages it is written in, and in no other.

// Key is what a file and its translations have in common.
func (r *Record) Key() string {
	key := string(r.Entry().Kind) + " "
	if r.Page != nil {
		return key + r.Page.Key()
	}
	return key + r.Entry().ID
}

// Key tells plain pages apart: "about", or "section/about".
func (p *Page) Key() string {
	if p.Section == "" {
		return p.ID
	}
	return p.Section + "/" + p.ID
}

// Special reports whether a page holds the words of one that every site has,
// at an address that is always the same.
func (p *Page) Special() bool { return p.Section == "" && (p.ID == "404" || p.ID == "search") }

// Edition is the site in a language of [languages]. Records that nobody
// translated are shared, not copied. bases gets, for each translation that is
// part of the edition, the file it is a translation of.
func (s *Site) Edition(tag string) (edition *Site, bases map[string]string) {
	own := map[string]*Record{}
	based := map[string]bool{}
	for _, r := range s.Records {
		if e := r.Entry(); e != nil {
			switch e.Lang {
			case tag:
				own[r.Key()] = r
			case "":
				based[r.Key()] = true
			}
		}
	}
	edition, bases = &Site{Config: s.Config.Edition(tag), Files: s.Files}, map[string]string{}
	for _, r := range s.Records {
		e := r.Entry()
		if e == nil || e.Lang != "" && based[r.Key()] {
			continue
		}
		t := own[r.Key()]
		switch {
		case e.Lang == "" && t != nil:
			bases[t.File] = r.File
			r = r.in(t)
		case e.Lang == tag:
		case t != nil: // two that stand for themselves: the nearer one
			continue
		default:
			if r = r.untranslated(); r == nil {
				continue
			}
		}
		edition.Records = append(edition.Records, r)
	}
	return edition, bases
}

// untranslated is what an edition has of a record in another language, or
// nil: of the words above an index page, who is asked there.
func (r *Record) untranslated() *Record {
	switch {
	case r.Story != nil:
		return nil
	case (r.Team != nil || r.Topic != nil) && r.Entry().Lang != "":
		return nil // there by being used; these are another language's words for it
	case r.Index != nil:
		if r.Index.Lang != "" {
			return nil
		}
		return &Record{File: r.File, Kind: r.Kind, Index: &Index{Entry: r.Index.wordless(), Of: r.Index.Of}}
	case r.Page != nil:
		if r.Page.Lang != "" || !r.Page.Special() {
			return nil
		}
		return &Record{File: r.File, Kind: r.Kind, Page: &Page{Entry: r.Page.wordless()}}
	}
	return r
}

// wordless is an entry without its words.
func (e *Entry) wordless() Entry {
	return Entry{Kind: e.Kind, ID: e.ID, File: e.File, Ask: e.Ask, Draft: e.Draft, Expires: e.Expires, NoIndex: e.NoIndex}
}

// in is a record with the words of its translation t.
func (r *Record) in(t *Record) *Record {
	out := &Record{File: t.File, Kind: r.Kind}
	switch {
	case r.Story != nil:
		x, w := *r.Story, t.Story
		x.Entry = x.Entry.in(&w.Entry)
		x.HasSummary = w.Summary != ""
		x.To, x.Changed, x.MadeWith = cmp.Or(w.To, x.To), cmp.Or(w.Changed, x.Changed), cmp.Or(w.MadeWith, x.MadeWith)
		x.Image = x.Image.in(w.Image)
		out.Story = &x
	case r.Person != nil:
		x, w := *r.Person, t.Person
		x.Entry = x.Entry.in(&w.Entry)
		x.Title, x.TitleAt = r.Person.Title, r.Person.TitleAt // names are never altered
		x.Role, x.Pronouns, x.NoPhone = cmp.Or(w.Role, x.Role), cmp.Or(w.Pronouns, x.Pronouns), cmp.Or(w.NoPhone, x.NoPhone)
		x.Location, x.HoursNote = cmp.Or(w.Location, x.Location), cmp.Or(w.HoursNote, x.HoursNote)
		x.HelpsWith, x.AskMeAbout = list(w.HelpsWith, x.HelpsWith), list(w.AskMeAbout, x.AskMeAbout)
		x.Photo = x.Photo.in(w.Photo)
		out.Person = &x
	case r.Value != nil:
		x, w := *r.Value, t.Value
		x.Entry = x.Entry.in(&w.Entry)
		x.Statement, x.Promise, x.Hardest = cmp.Or(w.Statement, x.Statement), cmp.Or(w.Promise, x.Promise), cmp.Or(w.Hardest, x.Hardest)
		x.Short = w.Short // that of another language would contradict the title
		x.LooksLike, x.Not = list(w.LooksLike, x.LooksLike), list(w.Not, x.Not)
		out.Value = &x
	case r.Route != nil:
		x, w := *r.Route, t.Route
		x.Entry = x.Entry.in(&w.Entry)
		x.Promise, x.Also = cmp.Or(w.Promise, x.Promise), w.Also
		x.Steps, x.Before = list(w.Steps, x.Steps), list(w.Before, x.Before)
		out.Route = &x
	case r.Team != nil:
		x, w := *r.Team, t.Team
		x.Entry = x.Entry.in(&w.Entry)
		x.Purpose, x.Photo = cmp.Or(w.Purpose, x.Purpose), x.Photo.in(w.Photo)
		out.Team = &x
	case r.Topic != nil:
		x, w := *r.Topic, t.Topic
		x.Entry = x.Entry.in(&w.Entry)
		x.Also, x.Image = w.Also, x.Image.in(w.Image)
		out.Topic = &x
	case r.Place != nil:
		x, w := *r.Place, t.Place
		x.Entry = x.Entry.in(&w.Entry)
		x.Visit, x.Closed, x.Access = cmp.Or(w.Visit, x.Visit), cmp.Or(w.Closed, x.Closed), cmp.Or(w.Access, x.Access)
		x.Photo = x.Photo.in(w.Photo)
		out.Place = &x
	case r.Series != nil:
		x, w := *r.Series, t.Series
		x.Entry = x.Entry.in(&w.Entry)
		x.Image = x.Image.in(w.Image)
		out.Series = &x
	case r.Page != nil:
		x, w := *r.Page, t.Page
		x.Entry = x.Entry.in(&w.Entry)
		if v := x.Voice; v != nil {
			x.Voice = v.in(w.Voice)
		}
		out.Page = &x
	case r.Index != nil:
		x, w := *r.Index, t.Index
		x.Entry = x.Entry.in(&w.Entry)
		out.Index = &x
	}
	return out
}

// in is the voice in another language: names are spelled alike everywhere, and
// what to say instead of what is said of one language.
func (v *Voice) in(t *Voice) *Voice {
	if t == nil {
		return &Voice{Names: v.Names, People: v.People}
	}
	own := *t
	own.Names = append(slices.Clone(v.Names), t.Names...)
	own.People = cmp.Or(t.People, v.People)
	return &own
}

// in is an entry with the words of its translation. Old addresses stay those
// of the base file.
func (e Entry) in(t *Entry) Entry {
	e.File, e.Lang, e.Body, e.VoiceKeep = t.File, t.Lang, t.Body, t.VoiceKeep
	if t.Title != "" {
		e.Title, e.TitleAt = t.Title, t.TitleAt
	}
	e.Summary, e.Slug = t.Summary, cmp.Or(t.Slug, e.Slug)
	e.Aliases, e.Canonical = nil, ""
	return e
}

// in is a picture with a translated alt.
func (im *Image) in(t *Image) *Image {
	if im == nil || t == nil {
		return im
	}
	out := *im
	out.Alt, out.AltAt, out.HasAlt = t.Alt, t.AltAt, true
	return &out
}

func list(a, b []string) []string {
	if len(a) > 0 {
		return a
	}
	return b
}

package markdown

import "strings"

func personID(dest string) string { return strings.TrimPrefix(dest, "person:") }

// card shows a person as an h-card: face, name, role and the direct ways to
// reach them.
func (f *filler) card(s *Slot) {
	p := f.r.Person(personID(s.Dest))
	if !p.OK {
		return
	}
	if s.Class == cardAlone {
		f.add(`<aside class="card h-card">`)
	}
	f.add(`<p class="who">`)
	f.face(p)
	f.add(`<span><b>`)
	f.linked("u-url p-name", p.URL, p.Name)
	f.add(`</b>`)
	if p.Role != "" {
		f.add(`<span class="role p-role">`)
		f.out = appendText(f.out, p.Role)
		f.add(`</span>`)
	}
	f.add(`</span></p>`)
	if p.Email != "" || p.Phone != "" {
		f.add(`<p class="row">`)
		f.linked("tel p-tel", p.PhoneURI, p.Phone)
		if p.Email != "" && p.Phone != "" {
			f.add(" ")
		}
		f.linked("mail u-email", p.MailURI, p.Email)
		f.add(`</p>`)
	}
	if s.Class == cardAlone {
		f.add("</aside>")
	}
}

// speaker writes the line under a quotation.
func (f *filler) speaker(s *Slot) {
	p := f.r.Person(personID(s.Dest))
	if !p.OK {
		return
	}
	f.add(`<cite>`)
	if p.Face.Src != "" {
		f.face(p)
		f.add(" ")
	}
	f.linked("", p.URL, p.Name)
	f.add(`</cite>`)
}

// name writes what a person is called.
func (f *filler) name(s *Slot) {
	p := f.r.Person(personID(s.Dest))
	if !p.OK {
		return
	}
	called := p.KnownAs
	if called == "" {
		called = p.Name
	}
	f.add(`<b class="name">`)
	f.linked("", p.URL, called)
	f.add(`</b> `)
}

// face writes a portrait. Its alt is empty: the name stands beside it.
func (f *filler) face(p Person) {
	if p.Face.Src == "" {
		return
	}
	f.picture(p.Face, "face", "5rem", "", "")
}

// linked writes words as a link, or bare where there is no URL.
func (f *filler) linked(class, url, words string) {
	if words == "" {
		return
	}
	if url == "" {
		f.out = appendText(f.out, words)
		return
	}
	f.add(`<a`)
	if class != "" {
		f.attr("class", class)
	}
	f.url("href", url)
	f.add(`>`)
	f.out = appendText(f.out, words)
	f.add(`</a>`)
}

package content

import "kith/generator/model"

// page reads a plain page. On content/voice.md it reads the rules as well.
func (r reader) page(e model.Entry) *model.Page {
	r.timed(&e)
	r.ordered(&e)
	p := &model.Page{
		Entry:   e,
		Section: r.Section,
		Menu:    r.Enum("menu", "main", "footer").Value,
		Date:    r.day("date"),
	}
	if r.Kind == model.KindVoice {
		p.Voice = r.voice()
	}
	return p
}

// index reads the words above a folder's index page, or of the home page.
func (r reader) index(e model.Entry) *model.Index {
	r.untimed(&e)
	r.ordered(&e)
	return &model.Index{Entry: e, Of: r.Of}
}

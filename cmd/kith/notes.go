package main

import "kith/generator/preview"

// Notes is what there is to say about the words of a page. When that cannot be
// found out, nothing is said: kith check tells why.
func (h hub) Notes(file string) preview.Notes {
	src := h.Source(file)
	if src == "" || h.quiet {
		return preview.Notes{}
	}
	sheet, ok, err := h.Snapshot.Notes(src)
	if err != nil || !ok {
		return preview.Notes{}
	}
	data := h.NotesSource(src)
	if data == nil {
		return preview.Notes{}
	}
	return preview.Notes{Sheet: &sheet, Source: data}
}

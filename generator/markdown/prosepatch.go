package markdown

import "strings"

// patched returns the body of a file, with patches made, ready for parsing.
func patched(file []byte, body int, patches []Patch) source {
	if len(patches) == 0 {
		return clean(file[body:], body)
	}
	before := source{base: body, size: len(file) - body}
	shift := func(orig int) {
		before.at = append(before.at, len(before.text))
		before.by = append(before.by, orig-body-len(before.text))
	}
	at := body
	for _, p := range patches {
		if p.Offset < at || p.Len < 0 || p.Offset+p.Len > len(file) {
			continue
		}
		before.text = append(before.text, file[at:p.Offset]...)
		// What was written and is there still keeps its place.
		was := string(file[p.Offset : p.Offset+p.Len])
		from := max(strings.Index(p.Text, was), 0)
		for k := range len(p.Text) {
			switch {
			case k <= from:
				shift(p.Offset)
			case k >= from+p.Len:
				shift(p.Offset + p.Len)
			}
			before.text = append(before.text, p.Text[k])
		}
		at = p.Offset + p.Len
		shift(at)
	}
	before.text = append(before.text, file[at:]...)
	after := clean(before.text, 0)
	after.before = &before
	return after
}

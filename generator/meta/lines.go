package meta

import (
	"bytes"
	"unicode/utf8"
)

// lines turns the lines and columns of the YAML reader into byte offsets.
// Nodes come in the order of the text, so it goes on from where it was: a
// file that is one enormous line costs no more than any other.
type lines struct {
	text   []byte
	starts []int // offset of each line
	line   int   // the place found last
	column int
	offset int
}

func newLines(text []byte) *lines {
	l := &lines{text: text, starts: make([]int, 1, 1+bytes.Count(text, []byte{'\n'}))}
	for i, c := range text {
		// A lone carriage return ends a line for YAML, as it did on old Macs.
		if c == '\n' || c == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// at returns the offset of a line and column, both from 1 and the column in
// characters. What lies outside is brought back inside.
func (l *lines) at(line, column int) int {
	if line < 1 {
		return 0
	}
	if line > len(l.starts) {
		return len(l.text)
	}
	if line != l.line || column < l.column {
		l.line, l.column, l.offset = line, 1, l.starts[line-1]
	}
	for l.column < column && l.offset < len(l.text) && l.text[l.offset] != '\n' {
		if l.text[l.offset] < utf8.RuneSelf {
			l.offset++
		} else {
			_, size := utf8.DecodeRune(l.text[l.offset:])
			l.offset += size
		}
		l.column++
	}
	return l.offset
}

// lineAround returns start and end of the line an offset is in, without the
// line break.
func lineAround(text []byte, offset int) (int, int) {
	offset = min(max(offset, 0), len(text))
	start := bytes.LastIndexByte(text[:offset], '\n') + 1
	end := len(text)
	if i := bytes.IndexByte(text[offset:], '\n'); i >= 0 {
		end = offset + i
	}
	if end > start && text[end-1] == '\r' {
		end--
	}
	return start, end
}

// nextLine returns where the line after the one at offset starts.
func nextLine(text []byte, offset int) int {
	if i := bytes.IndexByte(text[offset:], '\n'); i >= 0 {
		return offset + i + 1
	}
	return len(text)
}

package meta

import (
	"kith/generator/diag"
)

// kind is what a node holds.
type kind uint8

const (
	empty  kind = iota // nothing was written: "title:" or "title: ~"
	scalar             // some text, whatever it looks like
	list
	table
	broken // something was written that could not be read, and was reported
)

// node is a value of the front matter. YAML and TOML both become nodes, with
// all scalars as the text they were written as, because only the question
// ("is it a date?") says what the text has to be.
type node struct {
	kind   kind
	plain  bool // without quotes: may be read as a number or as true and false
	block  bool // a YAML block scalar, which may hold paragraphs
	alone  bool // a one-line "key: value" map, probably a text with a colon
	text   string
	at, n  int // offset in the file and length; of the text inside quotes
	items  []node
	fields []field
}

// field is a key with its value.
type field struct {
	key    string
	at, n  int // where the key stands
	value  node
	asked  bool
	faulty bool
	subs   []*Map // maps opened below this field, for Done
}

// codes are the names under which mistakes are reported. Front matter and
// site.toml differ in them and in nothing else.
type codes struct {
	syntax, kind, value, unknown diag.Code
	strict                       bool // an unknown key is a mistake of its own
}

var (
	contentCodes  = codes{syntax: "front-matter", kind: "wrong-type", value: "bad-value"}
	settingsCodes = codes{syntax: "bad-setting", kind: "bad-setting", value: "bad-setting", unknown: "unknown-setting", strict: true}
)

// source is what all Maps of one file share.
type source struct {
	file    string
	list    *diag.List
	codes   codes
	damaged bool
}

func (s *source) pos(at int) diag.Pos { return diag.Pos{File: s.file, Offset: at} }

// syntax reports something that cannot be read. Where a value is lost by it,
// the caller also marks the file as damaged.
func (s *source) syntax(at, n int, message, hint string) {
	s.list.Add(s.codes.syntax, s.pos(at), n, message, hint)
}

// twice reports a key that stands twice, and where it stood first.
func (s *source) twice(key string, at, n, first int) {
	s.list.Add("duplicate-key", s.pos(at), n, diag.Quote(key)+" stands here a second time",
		"keep one of the two", diag.Related{Pos: s.pos(first), Message: "it stands here first"})
}

// unique drops later fields of the same key and reports them.
func (s *source) unique(fields []field) []field {
	const few = 24 // below, comparing is quicker than a map
	var seen map[string]int
	if len(fields) > few {
		seen = make(map[string]int, len(fields))
	}
	out := fields[:0]
	for _, f := range fields {
		first := -1
		if seen != nil {
			if i, ok := seen[f.key]; ok {
				first = i
			} else {
				seen[f.key] = len(out)
			}
		} else {
			for i := range out {
				if out[i].key == f.key {
					first = i
					break
				}
			}
		}
		if first >= 0 {
			s.twice(f.key, f.at, f.n, out[first].at)
			continue
		}
		out = append(out, f)
	}
	return out
}

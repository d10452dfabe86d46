package content

import (
	"fmt"
	"strconv"
	"strings"

	"kith/generator/diag"
	"kith/generator/meta"
	"kith/generator/model"
)

// team reads what a file adds to a team. Its name is how the team is written
// where it is used, unless the file says another.
func (r reader) team(e model.Entry) *model.Team {
	r.untimed(&e)
	r.ordered(&e)
	t := &model.Team{
		Entry: e, Purpose: r.str("purpose"), Lead: r.person("lead"),
		Parent: r.term("parent"), Photo: r.image("photo"),
	}
	if t.Parent.ID != "" && t.Parent.ID == r.ID {
		r.bad("self-reference", meta.Text{Pos: t.Parent.At, Len: t.Parent.Len}, "a team can't be part of itself", "name the larger team, or take parent out")
	}
	return t
}

// topic reads what a file adds to a topic.
func (r reader) topic(e model.Entry) *model.Topic {
	r.untimed(&e)
	r.ordered(&e)
	return &model.Topic{Entry: e, Also: r.strs("also"), Image: r.image("image")}
}

// place reads where people can be found.
func (r reader) place(e model.Entry) *model.Place {
	r.untimed(&e)
	r.ordered(&e)
	return &model.Place{
		Entry:        e,
		Address:      r.long("address"),
		Geo:          r.geo(),
		Visit:        r.str("visit"),
		Closed:       r.str("closed"),
		Access:       r.str("access"),
		Phone:        r.phone("phone"),
		Availability: r.availability(),
		Photo:        r.image("photo"),
	}
}

// series reads the words for stories that belong together.
func (r reader) series(e model.Entry) *model.Series {
	r.untimed(&e)
	r.ordered(&e)
	return &model.Series{Entry: e, Image: r.image("image")}
}

// geo reads a place on the globe, as "51.5, -0.12" or a list of the two.
func (r reader) geo() string {
	texts := r.Texts("geo")
	if len(texts) == 0 {
		return ""
	}
	var parts []string
	for _, t := range texts {
		parts = append(parts, strings.FieldsFunc(strings.TrimPrefix(t.Value, "geo:"), func(c rune) bool { return c == ',' || c == ' ' || c == ';' })...)
	}
	if len(parts) == 2 {
		north, err := strconv.ParseFloat(parts[0], 64)
		east, err2 := strconv.ParseFloat(parts[1], 64)
		if err == nil && err2 == nil && north >= -90 && north <= 90 && east >= -180 && east <= 180 {
			return strconv.FormatFloat(north, 'f', -1, 64) + "," + strconv.FormatFloat(east, 'f', -1, 64)
		}
	}
	r.bad("bad-value", texts[0], fmt.Sprintf("%s is not a place on the globe", diag.Quote(strings.Join(parts, ", "))),
		"write degrees north and east, as in 51.507, -0.128")
	return ""
}

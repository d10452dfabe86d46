package pages

import (
	"kith/generator/connect"
	"kith/generator/graph"
	"kith/generator/view"
)

// The measures of the two pictures. The tall one fits a telephone without
// being made smaller, so that its words stay large enough to be read.
var (
	wide = connect.Shape{
		Width: 1130, LeftX: 212, Face: 50, BoxX: 408, BoxWidth: 298, RightX: 870,
		LeftLetters: 21, BoxLetters: 31, RightLetters: 26, Lines: 3,
		LineHeight: 21, Pad: 11, Gap: 12, RightBelow: 18,
	}
	tall = connect.Shape{
		Width: 360, LeftX: 16, Face: 44, BoxX: 94, BoxWidth: 148, RightX: 264,
		LeftLetters: 9, BoxLetters: 19, RightLetters: 11, Lines: 5,
		LineHeight: 17, Pad: 9, Gap: 14, NameBelow: true,
	}
)

func connections(r *graph.Reader) (any, error) {
	var v view.ConnectionsPage
	if err := index(r, &v.Page, "connections", "connections", r.Href("connections/")); err != nil {
		return nil, err
	}
	c := r.Connections()
	v.Summed, v.Total, v.MorePeople = c.Summed, c.Total, c.MorePeople
	v.Wide = drawing(c, wide, v.Site.Dir == "rtl")
	v.Tall = drawing(c, tall, v.Site.Dir == "rtl")

	people, values := make([]bool, len(c.People)), make([]bool, len(c.Values))
	row := func(ties []graph.Tie, link func(int) view.Link, met []bool) (out []view.Counted) {
		for _, t := range ties {
			met[t.To] = true
			out = append(out, view.Counted{Link: link(t.To), Stories: t.Stories})
		}
		return out
	}
	person := func(i int) view.Link { return view.Link{Text: c.People[i].Name, URL: c.People[i].URL} }
	value := func(i int) view.Link { return view.Link{Text: c.Values[i].Title, URL: c.Values[i].URL} }
	for _, group := range c.Groups {
		v.Rows = append(v.Rows, view.Connection{
			Title: group.Title, URL: group.URL, Stories: group.Stories,
			Told: row(group.Told, person, people), There: row(group.There, person, people), Shows: row(group.Shows, value, values),
		})
	}
	for i, p := range c.People {
		if !people[i] {
			v.AlonePeople = append(v.AlonePeople, p)
		}
	}
	for i, val := range c.Values {
		if !values[i] {
			v.AloneValues = append(v.AloneValues, val)
		}
	}
	describing(r, &v.Page).plain()
	return v, nil
}

// drawing lays the connections out in a shape.
func drawing(c graph.Connections, s connect.Shape, mirrored bool) view.Drawing {
	s.Mirrored = mirrored
	if c.Summed {
		s.BoxBelow = s.LineHeight
	}
	var g connect.Graph
	var kinds []string // of the links, in their order
	for _, p := range c.People {
		label := p.Name
		if s.NameBelow {
			label = p.KnownAs
		}
		g.Left = append(g.Left, label)
	}
	for _, val := range c.Values {
		g.Right = append(g.Right, val.Title)
	}
	for i, group := range c.Groups {
		g.Middle = append(g.Middle, group.Title)
		for _, part := range []struct {
			kind string
			side connect.Side
			ties []graph.Tie
		}{{"told", connect.Left, group.Told}, {"there", connect.Left, group.There}, {"shows", connect.Right, group.Shows}} {
			for _, t := range part.ties {
				g.Links = append(g.Links, connect.Link{Side: part.side, Middle: i, Other: t.To, Weight: t.Stories, Number: len(kinds)})
				kinds = append(kinds, part.kind)
			}
		}
	}
	most := 1
	for _, l := range g.Links {
		most = max(most, l.Weight)
	}
	p := connect.Draw(g, s)
	d := view.Drawing{Width: p.Width, Height: p.Height}
	for _, t := range p.Left {
		d.People = append(d.People, view.DrawnPerson{Person: c.People[t.Index], X: t.X, Y: t.Y, Size: t.Width, Lines: lines(t.Lines)})
	}
	for _, t := range p.Middle {
		group := c.Groups[t.Index]
		box := view.DrawnStory{Title: group.Title, URL: group.URL, Stories: group.Stories, X: t.X, Y: t.Y, Width: t.Width, Height: t.Height, Lines: lines(t.Lines)}
		last := t.Lines[len(t.Lines)-1]
		box.Below = view.DrawnLine{X: last.X, Y: last.Y + s.LineHeight}
		for _, thread := range t.Threads {
			box.Threads = append(box.Threads, view.Thread{Path: thread.Path, Kind: kinds[thread.Link.Number], Strength: strength(thread.Link.Weight, most)})
		}
		d.Stories = append(d.Stories, box)
	}
	for _, t := range p.Right {
		last := t.Lines[len(t.Lines)-1]
		d.Values = append(d.Values, view.DrawnValue{
			Value: c.Values[t.Index], X: t.X, Y: t.Y, Lines: lines(t.Lines),
			Below: view.DrawnLine{X: last.X, Y: last.Y + s.LineHeight - 2},
		})
	}
	return d
}

// strength is how bold a line is, in five steps up to the boldest.
func strength(stories, most int) int {
	if most == 1 {
		return 1
	}
	return 1 + (stories-1)*4/(most-1)
}

func lines(in []connect.Line) []view.DrawnLine {
	out := make([]view.DrawnLine, len(in))
	for i, l := range in {
		out[i] = view.DrawnLine{X: l.X, Y: l.Y, Text: l.Text}
	}
	return out
}

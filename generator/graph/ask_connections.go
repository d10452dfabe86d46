package graph

import (
	"cmp"
	"slices"
	"strconv"

	"kith/generator/view"
)

// What a picture of connections holds at most. A hub with more is summed up:
// stories by their first topic, or by year where there are no topics.
const (
	drawnStories = 60
	drawnPeople  = 60
	drawnGroups  = 12
	// Of a sum, the strongest lines: all of them would be a thicket.
	drawnTies = 3
)

// Connections is who was there, what happened and what it shows, in one
// piece: single stories of a small hub, sums of a large one. It holds titles,
// names and faces, so no edit of a text changes it.
type Connections struct {
	Summed bool
	// Total is how many stories there are.
	Total  int
	People []view.PersonCard
	// MorePeople is how many tellers are summed up in no face.
	MorePeople int
	Groups     []Group
	Values     []view.ValueCard
}

// Group is a story, or several that are summed up.
type Group struct {
	Title, URL string
	Stories    int
	// Told, There and Shows join it with people and values, by their index.
	Told, There, Shows []Tie
}

// Tie is a line to a person or a value, and how many stories it stands for.
type Tie struct{ To, Stories int }

func (g *Graph) askConnections(string) any {
	if len(g.stories) == 0 {
		return nil
	}
	c := Connections{Total: len(g.stories), Summed: len(g.stories) > drawnStories}
	people := g.connected()
	c.Summed = c.Summed || len(people) > drawnPeople
	groups := g.groups(c.Summed)
	if c.Summed {
		people, c.MorePeople = strongest(groups, people)
	}
	index := map[*Person]int{}
	for i, p := range people {
		index[p] = i
		c.People = append(c.People, g.faceCard(p))
	}
	values := map[*Value]int{}
	for _, v := range g.valueOrder {
		if v.Retired {
			continue
		}
		values[v] = len(c.Values)
		card := g.valueLine(v)
		card.Stories = len(v.Stories)
		if v.Keeper != nil {
			if a := g.answers(v.Keeper); a != nil {
				k := g.faceCard(a.who)
				card.Keeper = &k
			}
		}
		c.Values = append(c.Values, card)
	}
	for _, group := range groups {
		told, there, shows := map[int]int{}, map[int]int{}, map[int]int{}
		for _, s := range group.stories {
			for _, p := range s.cast {
				if i, ok := index[p]; ok {
					if slices.Contains(s.Tellers, p) {
						told[i]++
					} else if !c.Summed {
						there[i]++
					}
				}
			}
			for _, v := range s.Values {
				if i, ok := values[v]; ok {
					shows[i]++
				}
			}
		}
		limit := len(c.People) + len(c.Values)
		if c.Summed {
			limit = drawnTies
		}
		group.Told, group.There, group.Shows = ties(told, limit), ties(there, limit), ties(shows, limit)
		c.Groups = append(c.Groups, group.Group)
	}
	return c
}

// faceCard is a name and a face: what a person does may change without the
// picture changing.
func (g *Graph) faceCard(p *Person) view.PersonCard {
	c := g.shortCard(p)
	return view.PersonCard{ID: c.ID, Name: c.Name, KnownAs: c.KnownAs, URL: c.URL, Face: c.Face, Monogram: c.Monogram, Frame: c.Frame}
}

// connected are the people of a picture by name: the staff, whether or not
// they are in a story, and guests who are in one and may be named.
func (g *Graph) connected() []*Person {
	var out []*Person
	for _, p := range g.peopleOrder {
		if g.listed(p) || named(p) && len(p.Stories)+len(p.InStories) > 0 {
			out = append(out, p)
		}
	}
	return out
}

type groupOf struct {
	Group
	stories []*Story
}

// groups are the things in the middle: stories, newest first, or sums.
func (g *Graph) groups(summed bool) []groupOf {
	var out []groupOf
	if !summed {
		for _, s := range g.stories {
			out = append(out, groupOf{Group{Title: s.Title, URL: s.URL, Stories: 1}, []*Story{s}})
		}
		return out
	}
	byTopic := 0
	for _, s := range g.stories {
		if len(s.Topics) > 0 {
			byTopic++
		}
	}
	at := map[string]int{}
	for _, s := range g.stories {
		key, title, href := "", "", g.Href("stories/")
		switch {
		case byTopic*2 > len(g.stories) && len(s.Topics) > 0:
			t := s.Topics[0]
			key, title, href = "topic "+t.ID, t.Title, t.URL
		case byTopic*2 <= len(g.stories) && s.day >= 10000:
			title = strconv.Itoa(s.day / 10000)
			key, href = "year "+title, g.Href("stories/in/"+title+"/")
		}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, groupOf{Group: Group{Title: title, URL: href}})
		}
		out[i].Stories++
		out[i].stories = append(out[i].stories, s)
	}
	slices.SortStableFunc(out, func(a, b groupOf) int {
		return cmp.Or(cmp.Compare(b2i(a.Title == ""), b2i(b.Title == "")), cmp.Compare(b.Stories, a.Stories), cmp.Compare(a.Title, b.Title))
	})
	if len(out) > drawnGroups {
		// The small ones are one more sum, which has no name of its own.
		rest := groupOf{Group: Group{URL: g.Href("stories/")}}
		for _, group := range out[drawnGroups-1:] {
			rest.Stories += group.Stories
			rest.stories = append(rest.stories, group.stories...)
		}
		out = append(out[:drawnGroups-1:drawnGroups-1], rest)
	}
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// ties are the strongest of some lines, by where they lead.
func ties(n map[int]int, limit int) []Tie {
	var out []Tie
	for to, stories := range n {
		out = append(out, Tie{to, stories})
	}
	slices.SortFunc(out, func(a, b Tie) int { return cmp.Or(cmp.Compare(b.Stories, a.Stories), cmp.Compare(a.To, b.To)) })
	out = out[:min(len(out), limit)]
	slices.SortFunc(out, func(a, b Tie) int { return cmp.Compare(a.To, b.To) })
	return out
}

// strongest are those of some people who told most of a group, in their
// order, and how many tellers that leaves out.
func strongest(groups []groupOf, people []*Person) (out []*Person, more int) {
	number := map[*Person]int{}
	tellers := 0
	for i, p := range people {
		number[p] = i
		if len(p.Stories) > 0 {
			tellers++
		}
	}
	drawn := make([]bool, len(people))
	for _, group := range groups {
		told := map[int]int{}
		for _, s := range group.stories {
			for _, p := range s.Tellers {
				if i, ok := number[p]; ok {
					told[i]++
				}
			}
		}
		for _, t := range ties(told, drawnTies) {
			drawn[t.To] = true
		}
	}
	for i, p := range people {
		if drawn[i] {
			out = append(out, p)
		}
	}
	return out, tellers - len(out)
}

// Connections is who was there, what happened and what it shows.
func (r *Reader) Connections() Connections {
	c, _ := ask[Connections](r, "connections ")
	return c
}

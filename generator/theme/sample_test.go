package theme

import (
	"fmt"
	"html/template"
	"strings"

	"kith/generator/hours"
	"kith/generator/view"
)

// A company to look at: full views of every kind, and nearly empty ones.

type sample struct{ base string }

func (s sample) url(p string) string { return s.base + p }

var frames = []string{"oval brass", "arch brass", "square brass", "square black", "arch plain", "arch black", "square plain", "oval black", "oval plain"}

var cast = []struct{ id, name, role, remark, tel string }{
	{"ada-okonjo", "Ada Okonjo", "Mends things, at the long bench in Wickmouth", "I mend things by the window. If I can’t save it, I’ll tell you kindly and give you the screws back.", "121"},
	{"dai-prosser", "Dai Prosser", "Drives the green van", "If it’s late, it’s me, and I’ll be the one who rings to say so.", "132"},
	{"priya-raman", "Priya Raman", "Paint counter", "I match paint to a flake, a jumper, or a feeling.", "141"},
	{"samir-haddad", "Samir Haddad", "Trade counter", "Open at six. The urn is on at ten to.", "142"},
	{"kofi-mensah", "Kofi Mensah", "Apprentice", "Bring me the bit, a photo of the bit, or a mime of the bit.", "144"},
	{"amina-yusuf", "Amina Yusuf", "Puts right the orders that went wrong", "It’s my name on the parcel, so it’s me you ring.", "131"},
	{"ruth-abelson", "Ruth Abelson", "Runs the shop at Upper Fenn", "I have retired twice. It didn’t take.", "145"},
	{"mateusz-wrona", "Mateusz Wrona", "Keys", "I open doors for people who own them.", "122"},
	{"yuki-tanabe", "Yuki Tanabe", "Chooses what we sell", "I use everything for a month before you can buy it.", "152"},
	{"jo-hobbin", "Jo Hobbin", "The third Hobbin. Runs the firm", "The complaint stops with me.", "101"},
	{"bea-lindqvist", "Bea Lindqvist", "Accounts", "If you can’t pay yet, ring me before you lose sleep.", "151"},
	{"mele-fonua", "Łucja Şahin-Ağaoğlu", "Looks after the tool library", "Borrow mine.", "143"},
}

func (s sample) person(i int) view.PersonCard {
	c := cast[i%len(cast)]
	first, _, _ := strings.Cut(c.name, " ")
	p := view.PersonCard{
		ID: c.id, Name: c.name, KnownAs: first, Role: c.role, Team: "The bench", URL: s.url("people/" + c.id + "/"),
		Monogram: c.name[:1], Frame: frames[i%len(frames)], Remark: c.remark, Relation: "staff",
		Phone: "01632 960 " + c.tel, PhoneURL: "tel:+441632960" + c.tel,
		Email: strings.ToLower(first) + "@hobbin.example", EmailURL: "mailto:" + strings.ToLower(first) + "@hobbin.example",
	}
	if i%12 < 11 {
		img := strings.ToLower(first)
		p.Photo = &view.Image{Src: s.url("img/" + img + ".png"), Width: 640, Height: 800, Alt: c.name, Focus: "focus-50-20"}
	} else {
		p.Monogram = "ŁŞ"
	}
	return p
}

func (s sample) people(is ...int) (out []view.PersonCard) {
	for _, i := range is {
		out = append(out, s.person(i))
	}
	return out
}

func ptr[T any](v T) *T { return &v }

func day(y, m, d int) view.Date {
	return view.Date{Year: y, Month: m, Day: d, ISO: fmt.Sprintf("%04d-%02d-%02d", y, m, d)}
}

func (s sample) hours() *view.Hours {
	h, err := hours.Parse("Tu-Sa 08:00-16:00")
	if err != nil {
		panic(err)
	}
	return &view.Hours{Schedule: &h, Zone: "Europe/London", Place: "Wickmouth", Note: "Best after ten, when the glue is setting.", Data: "Tu-Sa 08:00-16:00"}
}

func (s sample) contact(i int) view.Contact {
	p := s.person(i)
	return view.Contact{
		Person: p, Hours: s.hours(), ReplyWithin: "one working day", Languages: []string{"en", "bfi", "cy"},
		Place: &view.Link{Text: "Wickmouth", URL: s.url("places/wickmouth/")}, Address: "3 Ferry Street\nWickmouth",
		AskAbout: []string{"kettles older than I am", "what that noise is", "whether it is worth mending, honestly"},
		Subject:  "The kettle & the wedding",
		Ways: []view.Way{
			{Type: "phone", Text: p.Phone, URL: p.PhoneURL, Ext: "12", Note: "Let it ring."},
			{Type: "email", Text: p.Email, URL: p.EmailURL, Shared: true, AnsweredBy: s.people(1, 2)},
			{Type: "sms", Text: p.Phone, URL: "sms:+441632960121", Cost: "Your usual rate."},
			{Type: "post", Label: "By post", Text: "3 Ferry Street\nWickmouth"},
		},
	}
}

func (s sample) story(i int) view.StoryCard {
	titles := []string{"The kettle that had been to three weddings", "I delivered a bath to the wrong Mill Lane", "He wanted the green of a tram that stopped running in 1962", "I sold one screw for four pence and it took forty minutes", "A short dictionary of thingummies", "Sixty-one teapots and a telephone"}
	openings := []string{
		"Mrs Fenn put the kettle on my bench the way you’d put a cat on the vet’s table. “It’s been to three weddings,” she said, “and I’d like it at a fourth.”",
		"There are three Mill Lanes on my round. I know that now.", "No chip, no photograph, no number. Only a man who had been seven.",
		"The best forty minutes of that week, as it turned out.", "Collected in my first year, with apologies to nobody.", "Every one of them was going to leak.",
	}
	return view.StoryCard{
		ID: fmt.Sprint("s", i), Title: titles[i%6], URL: s.url(fmt.Sprintf("stories/s%d/", i)), Summary: openings[i%6], Opening: openings[i%6],
		Date: day(2026, 11-i%10, 14), Tellers: s.people(i), Minutes: 4, Format: "story",
		Values: []view.Link{{Text: "Mend before sell", URL: s.url("values/mend-before-sell/")}}, Topics: []view.Link{{Text: "Repairs", URL: s.url("topics/repairs/")}},
	}
}

func (s sample) stories(from, n int) (out []view.StoryCard) {
	for i := range n {
		out = append(out, s.story(from+i))
	}
	if len(out) > 2 {
		out[2].Tellers = s.people(3, 4, 5)
		out[2].Mark = "draft"
	}
	if len(out) > 3 {
		out[3].Tellers, out[3].PostedBy = nil, ptr(s.person(9))
	}
	return out
}

func (s sample) values() []view.ValueCard {
	return []view.ValueCard{
		{ID: "mend-before-sell", Title: "Mend before sell", Statement: "If it can be mended we say so first, even with the new one shining on the shelf behind us.", Promise: "We look at anything for nothing, and tell you the truth within two days.", URL: s.url("values/mend-before-sell/"), Keeper: ptr(s.person(0)), Faces: s.people(0), Latest: ptr(s.story(0)), Stories: 1},
		{ID: "a-name", Title: "A name on everything", Statement: "No letter, parcel or apology leaves here from “the team”. A person signs it, and that person picks up.", Promise: "If it came from us it has a name on it, and the name has a telephone.", URL: s.url("values/a-name/"), Keeper: ptr(s.person(9)), Faces: s.people(0, 2, 10, 11, 5), Latest: ptr(s.story(0)), Stories: 4},
		{ID: "silly", Title: "No silly questions", Statement: "“Thingummy” is a technical term.", URL: s.url("values/silly/"), Keeper: ptr(s.person(6))},
	}
}

func (s sample) routes() (out []view.RouteCard) {
	for i, title := range []string{"My order arrived broken", "I need something mended before the weekend", "I’m locked out, or about to be", "Where is my delivery?", "I don’t understand this bill, or can’t pay it yet", "I don’t know what it’s called", "I need to match a colour"} {
		out = append(out, view.RouteCard{ID: fmt.Sprint("r", i), Title: title, URL: s.url(fmt.Sprintf("contact/r%d/", i)), Promise: "Ada will tell you by Friday noon.", Person: s.person((i*5 + 5) % 12)})
	}
	return out
}

func (s sample) counted(names ...string) (out []view.Counted) {
	for i, n := range names {
		l := view.Link{Text: n}
		if i == 0 {
			l.URL = s.url("people/x/")
		}
		out = append(out, view.Counted{Link: l, Stories: i + 1})
	}
	return out
}

func (s sample) drawing() view.Drawing {
	line := []view.DrawnLine{{X: 10, Y: 20, Text: "The kettle & <the> rest"}}
	return view.Drawing{
		Width: 1130, Height: 400,
		People:  []view.DrawnPerson{{Person: s.person(0), X: 200, Y: 10, Size: 50, Lines: line}, {Person: s.person(11), X: 200, Y: 80, Size: 50, Lines: line}, {Person: view.PersonCard{Name: "A guest", Monogram: "G"}, Size: 50}},
		Stories: []view.DrawnStory{{Title: "The kettle", URL: s.url("stories/kettle/"), Stories: 1, X: 400, Y: 10, Width: 300, Height: 60, Lines: line, Threads: []view.Thread{{Path: "M1 2C3 4 5 6 7 8", Kind: "told", Strength: 1}}}},
		Values:  []view.DrawnValue{{Value: s.values()[0], X: 870, Y: 40, Lines: line}},
	}
}

func (s sample) site() *view.Site {
	return &view.Site{
		Title: "Hobbin & Daughters", Description: "Six shops along the Wick.", Organization: "Hobbin & Daughters", URL: "https://hobbin.example" + s.base, Base: s.base,
		Language: "en-GB", Dir: "ltr", Hue: 158, Vivid: 1,
		Menu:    []view.Link{{Text: "Stories", URL: s.url("stories/"), Current: true}, {Text: "People", URL: s.url("people/")}, {Text: "What we stand by", URL: s.url("values/")}},
		Foot:    []view.Link{{Text: "Imprint", URL: s.url("imprint/")}, {Text: "Privacy", URL: s.url("privacy/")}},
		Stories: s.url("stories/"), People: s.url("people/"), Values: s.url("values/"), Contact: s.url("contact/"), Search: s.url("search/"), Voice: s.url("voice/"), Connections: s.url("connections/"),
		Host: ptr(s.person(9)), Corrections: ptr(s.person(6)), Params: map[string]any{"strap": "Ironmongers along the Wick since 1949."},
	}
}

func (s sample) page(kind, title string) view.Page {
	return view.Page{
		Site: s.site(), Kind: kind, ID: "it", Title: title, HeadTitle: title + ", Hobbin & Daughters", Description: "It needed a part nobody has made since 1987.",
		URL: s.url("it/"), Canonical: "https://hobbin.example" + s.base + "it/", Contact: s.contact(0),
		Crumbs: []view.Link{{Text: "What we stand by", URL: s.url("values/")}},
	}
}

const body = `<p>Mrs Fenn put the kettle on my bench the way you’d put a cat on the vet’s table. “It’s been to three weddings,” she said, “and I’d like it at a fourth.” Behind her on the shelf stood eleven new kettles, all working, all cheaper than an hour of me.</p>
<p>I should say here that we don’t charge for looking. It is really just nosiness with a sign over it.<a class="fnref" id="r1" href="#n1" aria-label="Note 1">1</a></p>
<h2 id="what">What it was, and what it wasn’t</h2>
<p>It wasn’t the element. Everyone thinks it’s the element. <em>Everything that isn’t the first thing you thought of.</em></p>
<div class="scroll" tabindex="0" role="region" aria-label="What we looked at"><table><caption>What we looked at, in order, with how we felt</caption><thead><tr><th scope="col">Part</th><th scope="col">Verdict</th><th scope="col">Mood</th></tr></thead><tbody><tr><th scope="row">Element</th><td>Perfect. Better than mine at home.</td><td>Smug</td></tr></tbody></table></div>
<figure class="plate"><img src="%[1]simg/kettle.png" width="1380" height="780" alt="A pen drawing of a large hall kettle." loading="lazy"><figcaption>The culprit. Drawn by Kofi.</figcaption></figure>
<h2 id="thursday">Thursday, four in the afternoon</h2>
<blockquote class="pull"><p>Every repairer has a drawer. It’s where hope goes to wait for the right kettle.</p><cite><img class="face" src="%[1]simg/ada-face.png" width="176" height="176" alt="" loading="lazy"> Ada, at the bench</cite></blockquote>
<div class="scroll"><pre tabindex="0" aria-label="Repair ticket"><code>TICKET   0387        14 MAR 1988
ITEM     Swan hall kettle, handle gone</code></pre></div>
<h2 id="end">The end</h2>
<div class="note"><p><strong>If your own kettle goes bang</strong> Unplug it before you look. I mean it.</p></div>
<p>It boiled at six minutes past eleven on the Saturday.</p>
<ol class="notes fine"><li id="n1">The sign is over the bench. <a href="#r1">Back up ↑</a></li></ol>`

func (s sample) body() template.HTML { return template.HTML(fmt.Sprintf(body, s.base)) }

func (s sample) terms(kind string) []view.TermCard {
	return []view.TermCard{{Kind: kind, ID: "a", Title: "The bench", URL: s.url("teams/a/"), Summary: "We mend.", Stories: 1, People: 3}, {Kind: kind, ID: "b", Title: "The road", URL: s.url("teams/b/"), Stories: 12}}
}

func (s sample) paging() view.Paging {
	return view.Paging{Number: 2, Count: 9, Items: 90, Prev: s.url("stories/"), Next: s.url("stories/page/3/"), Pages: []view.Link{{Text: "1", URL: s.url("stories/")}, {Text: "2", Current: true, URL: s.url("stories/page/2/")}, {Text: "3", URL: s.url("stories/page/3/")}, {Text: "…"}, {Text: "9", URL: s.url("stories/page/9/")}}}
}

// full has a well filled view of every kind.
func (s sample) full() map[string]any {
	words := template.HTML("<p>Some words of our own about this.</p>")
	contents := []view.Heading{{Level: 2, ID: "what", Text: "What it was, and what it wasn’t"}, {Level: 2, ID: "thursday", Text: "Thursday"}, {Level: 2, ID: "end", Text: "The end"}}
	needs := []view.Need{{Letter: "B", Words: "Bill I don’t understand", URL: s.url("contact/r4/"), Person: "Bea Lindqvist"}, {Letter: "B", Words: "Broken on arrival", URL: s.url("contact/r0/"), Person: "Amina Yusuf"}, {Letter: "K", Words: "Key without a number", URL: s.url("contact/r2/"), Person: "Mateusz Wrona"}}
	home := view.HomePage{Page: s.page("home", "Bring us the broken thing. Ada, Mateusz or Amina will tell you the truth about it."), Wall: s.people(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), Lead: ptr(s.story(0)), Stories: s.stories(1, 4), Values: s.values(), Routes: s.routes()}
	home.Intro = "<p>You’ve reached people. If it rings more than six times, that’s Ada putting down a kettle.</p>"
	story := view.StoryPage{
		Page: s.page("story", "The kettle that had been to three weddings"), Summary: "It needed a part nobody has made since 1987. It also needed to be at a church hall by Saturday.", Body: s.body(), Contents: contents, Date: day(2026, 11, 14), Minutes: 4, Format: "letter", To: "Mrs Fenn",
		Tellers: s.people(0), WrittenWith: s.people(4), People: append(s.people(4), view.PersonCard{ID: "fenn", Name: "Mrs Fenn", KnownAs: "Mrs Fenn", Monogram: "F", Relation: "customer", Frame: "oval plain", As: "brought the kettle"}),
		Credits: []view.Credit{{Work: "photos", People: s.people(8, 9)}}, Values: s.values()[:2], Topics: []view.Link{{Text: "Repairs", URL: s.url("topics/repairs/")}},
		Part: &view.Part{Series: s.terms("series")[0], Number: 2, Count: 3, Prev: ptr(s.story(1)), Next: ptr(s.story(2))}, Owner: ptr(s.person(9)), Changed: "We write the date on the ticket.",
		Updates: []view.Update{{ID: "put-right-1", Kind: "correction", Date: day(2026, 11, 16), Note: "I first wrote that the kettle went to the hall in 1986. Mrs Fenn’s sister says 1985, and she carried it. Sorry, Pauline.", By: ptr(s.person(0))}},
		Image:   &view.Image{Src: s.url("img/kettle.png"), Width: 1380, Height: 780, Alt: "A kettle", Caption: "The kettle", Credit: "Kofi"}, MadeWith: "Spelling checked by a machine.", Related: s.stories(2, 3), Older: ptr(s.story(4)), Newer: ptr(s.story(5)),
	}
	story.Corrections = story.Updates
	story.Mark, story.MarkDate = "scheduled", day(2027, 1, 2)
	person := view.PersonPage{Page: s.page("person", "Ada Okonjo"), Person: s.person(0), Pronounce: "AH-da", Pronouns: "she", Body: "<p>I trained on ships’ radios, which is why everything on my bench has a label and nothing on my desk at home does.</p><p>People apologise to me for what they bring in. Please don’t.</p>", Started: view.Date{Year: 2009, Month: 3, ISO: "2009-03"}, Location: "Wickmouth", Topics: []view.Link{{Text: "Repairs", URL: s.url("topics/repairs/")}}, Teams: []view.Link{{Text: "The bench", URL: s.url("teams/a/")}}, Links: []view.Link{{Text: "Radios", URL: "https://radio.example/"}}, Stories: s.stories(0, 2), FeaturedIn: s.stories(2, 3), MoreStories: s.url("stories/"), Routes: s.routes()[:1], BacksUp: s.routes()[2:3], Keeps: s.values()[:1], Covering: s.people(2), TookOverFor: s.people(3), Checked: day(2026, 11, 9)}
	route := view.RoutePage{Page: s.page("route", "I need something mended before the weekend"), Route: s.routes()[1], Body: words, Answers: []view.Contact{s.contact(0), s.contact(4)}, Fallback: []view.Contact{s.contact(7)}, ReplyWithin: "two hours", Promise: "Bring it by Wednesday evening and Ada will tell you by Friday noon.", Steps: []string{"Ada asks what it does, what it used to do, and what it means to you.", "You bring it to any of the six shops.", "She rings within two days with the truth and a price."}, Before: []string{"The thing", "What it did last"}, UrgentWhen: "It smells of burning.", UrgentDo: "Unplug it and ring", UrgentURL: "tel:999", UrgentText: "999", Hours: s.hours(), Languages: []string{"en", "pl"}, Topic: &view.Link{Text: "Repairs", URL: s.url("topics/repairs/")}, Checked: day(2026, 11, 9)}
	value := view.ValuePage{Page: s.page("value", "Mend before sell"), Paging: s.paging(), Value: s.values()[0], Body: words, Hardest: "In December, when the shelf is full and the queue is long.", LooksLike: []string{"We say what it would cost to mend, first.", "We show you the broken part."}, Not: []string{"That we mend what isn’t safe."}, Since: view.Date{Year: 1949, ISO: "1949"}, Stories: s.stories(0, 3)}
	img := &view.Image{Src: s.url("img/kettle.png"), Width: 1380, Height: 780, Alt: "A kettle"}
	out := map[string]any{
		"home": home, "story": story, "person": person, "route": route, "value": value,
		"stories": view.StoriesPage{Page: s.page("stories", "Things that happened, told by the person they happened to"), Paging: s.paging(), Lead: ptr(s.story(0)), Stories: s.stories(1, 5), Topics: []view.Link{{Text: "Everything", URL: s.url("stories/"), Current: true}, {Text: "Repairs", URL: s.url("topics/repairs/"), Note: "4"}}, Values: []view.Link{{Text: "Mend before sell", URL: s.url("values/a/")}}, Years: []view.Link{{Text: "2026", URL: s.url("stories/in/2026/")}}},
		"people":  view.PeoplePage{Page: s.page("people", "Everyone you might get"), Paging: s.paging(), Teams: []view.Team{{TermCard: s.terms("team")[0], Purpose: "We mend.", People: s.people(0, 7, 4)}, {TermCard: s.terms("team")[1], People: s.people(3, 2, 11)}}},
		"values":  view.ValuesPage{Page: s.page("values", "Five things we’ve said out loud"), Values: s.values(), Retired: s.values()[:1]},
		"contact": view.ContactPage{Page: s.page("contact", "What’s the matter?"), Routes: s.routes(), People: s.people(0, 1, 2), Needs: needs},
		"topic":   view.TopicPage{Page: s.page("topic", "Repairs"), Topic: s.terms("topic")[0], Body: words, Stories: s.stories(0, 3), People: s.people(0, 1), Routes: s.routes()[:2]},
		"team":    view.TeamPage{Page: s.page("team", "The bench"), Team: view.Team{TermCard: s.terms("team")[0], Purpose: "We mend.", Lead: ptr(s.person(0)), People: s.people(0, 1, 2)}, Body: words, Image: img, Parent: ptr(s.terms("team")[1]), Teams: s.terms("team"), Stories: s.stories(0, 2), Members: []view.TeamMember{{Person: s.person(0), Code: &view.Link{Text: "hub.example/people/ada", URL: s.url("people/ada/qr.svg"), Note: "Ada"}}, {Person: s.person(1)}}},
		"place":   view.PlacePage{Page: s.page("place", "Wickmouth"), Place: s.terms("place")[0], Body: words, Image: img, Address: "3 Ferry Street\nWickmouth", Geo: "51.5, -3.1", Visit: "Come in.", Closed: "Closed on Sundays.", Access: "One step.", Phone: "01632 960 100", PhoneURL: "tel:+441632960100", Hours: s.hours(), People: s.people(0, 1), Stories: s.stories(0, 2)},
		"connections": view.ConnectionsPage{
			Page: s.page("connections", ""), Total: 2, Wide: s.drawing(), Tall: s.drawing(), AlonePeople: s.people(11), AloneValues: s.values()[2:],
			Rows: []view.Connection{
				{Title: "The kettle that had been to three weddings", URL: s.url("stories/kettle/"), Stories: 1, Told: s.counted("Ada Okonjo"), There: s.counted("Kofi Mensah", "Mrs Fenn"), Shows: s.counted("Mend before sell")},
				{Title: "One", URL: s.url("stories/one/"), Stories: 1},
			},
		},
		"series":   view.SeriesPage{Page: s.page("series", "Three weddings"), Series: s.terms("series")[0], Body: words, Image: img, Stories: s.stories(0, 3)},
		"page":     view.PlainPage{Page: s.page("page", "Imprint"), Body: s.body(), Contents: contents, Date: day(2026, 1, 2), Checked: day(2026, 1, 2), Pages: []view.Link{{Text: "Privacy", URL: s.url("privacy/"), Note: "short"}}},
		"voice":    view.VoicePage{Page: s.page("voice", "How we talk"), Body: words, Contents: contents[:2], Say: []view.SayInstead{{InsteadOf: []string{"utilise", "leverage"}, Say: "use", Because: "it’s shorter"}}, Never: []string{"solutions", "passionate"}, Names: []string{"Hobbin & Daughters"}, Sentence: 20, Person: "we"},
		"search":   view.SearchPage{Page: s.page("search", "Who can help?"), Needs: needs, People: s.people(0, 1), Topics: []view.Link{{Text: "Repairs", URL: s.url("topics/repairs/")}}},
		"404":      view.NotFoundPage{Page: s.page("404", ""), Routes: s.routes()},
		"moved":    view.MovedPage{Page: s.page("moved", ""), To: s.url("people/ada-okonjo/"), ToText: "Ada Okonjo"},
		"gone":     view.GonePage{Page: s.page("gone", "")},
		"teams":    view.TermsPage{Page: s.page("teams", "Teams"), Terms: s.terms("team")},
		"topics":   view.TermsPage{Page: s.page("topics", "Topics"), Terms: s.terms("topic")},
		"places":   view.TermsPage{Page: s.page("places", "Places"), Terms: s.terms("place")},
		"serieses": view.TermsPage{Page: s.page("serieses", "Series"), Terms: s.terms("series")},
	}
	return out
}

// bare has a view of every kind with next to nothing in it: one person, with
// an address and nothing else.
func (s sample) bare() map[string]any {
	who := view.PersonCard{ID: "bo", Name: "Bo", KnownAs: "Bo", Monogram: "B", Frame: "oval plain", URL: s.url("people/bo/"), Email: "bo@example.com", EmailURL: "mailto:bo@example.com"}
	page := func(kind string) view.Page {
		return view.Page{Site: &view.Site{Title: "A", Base: s.base, Language: "en"}, Kind: kind, Title: "A page", HeadTitle: "A page", Contact: view.Contact{Person: who}}
	}
	return map[string]any{
		"home": view.HomePage{Page: page("home")}, "stories": view.StoriesPage{Page: page("stories")}, "story": view.StoryPage{Page: page("story")},
		"people": view.PeoplePage{Page: page("people")}, "person": view.PersonPage{Page: page("person"), Person: who}, "values": view.ValuesPage{Page: page("values")},
		"value": view.ValuePage{Page: page("value")}, "contact": view.ContactPage{Page: page("contact")}, "route": view.RoutePage{Page: page("route")},
		"connections": view.ConnectionsPage{Page: page("connections"), Summed: true, MorePeople: 3, Rows: []view.Connection{{URL: s.url("stories/"), Stories: 70, Shows: s.counted("x")}}, Wide: view.Drawing{Stories: []view.DrawnStory{{URL: s.url("stories/"), Lines: []view.DrawnLine{{X: 1, Y: 2}}}}}},
		"teams":       view.TermsPage{Page: page("teams")}, "topics": view.TermsPage{Page: page("topics")}, "places": view.TermsPage{Page: page("places")}, "serieses": view.TermsPage{Page: page("serieses")},
		"topic": view.TopicPage{Page: page("topic")}, "team": view.TeamPage{Page: page("team")}, "place": view.PlacePage{Page: page("place")}, "series": view.SeriesPage{Page: page("series")},
		"page": view.PlainPage{Page: page("page")}, "voice": view.VoicePage{Page: page("voice")}, "search": view.SearchPage{Page: page("search")},
		"404": view.NotFoundPage{Page: page("404")}, "moved": view.MovedPage{Page: page("moved"), To: s.base}, "gone": view.GonePage{Page: page("gone")},
	}
}

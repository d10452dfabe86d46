package content

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kith/generator/diag"
	"kith/generator/model"
)

// decode decodes front matter (without its fences) of a kind and lists the
// findings as "severity code `what they point at`: message / hint".
func decode(t *testing.T, s Source, text string) (*model.Record, []string) {
	t.Helper()
	if s.File == "" {
		s.File = "content/x/it.md"
	}
	if s.ID == "" && s.Kind != model.KindIndex {
		s.ID = "it"
	}
	rec, _ := NewDecoder(testConfig()).Decode(s, []byte(text))
	var out []string
	for _, d := range rec.Findings {
		if d.Pos.File != s.File || d.Pos.Offset > len(text) || d.Pos.Offset+d.Len > len(text) || d.Len < 0 || d.Pos.Offset < -1 {
			t.Errorf("%+v lies outside", d)
			continue
		}
		at := "the file"
		if d.Pos.Offset >= 0 {
			at = text[d.Pos.Offset : d.Pos.Offset+d.Len]
		}
		out = append(out, fmt.Sprintf("%s %s `%s`: %s / %s", d.Severity, d.Code, at, d.Message, d.Hint))
	}
	for _, u := range rec.Unknown {
		out = append(out, "unknown "+u.Value)
	}
	return rec, out
}

// base is what keeps a file of each kind free of findings.
var base = map[model.Kind]string{
	model.KindStory:  "title: The kettle\nsummary: Somebody brought a kettle, and it was not the kettle's fault.\ndate: 2026-02-03\nauthors: ada-okonjo\n",
	model.KindPerson: "name: Ada Okonjo\nrole: Mends things\n",
	model.KindValue:  "title: We pick up the phone\n",
	model.KindRoute:  "title: Something broke\npeople: ada-okonjo\n",
	model.KindTeam:   "name: The bench\n",
	model.KindTopic:  "title: Repairs\n",
	model.KindPlace:  "name: Saltby\n",
	model.KindSeries: "title: First years\n",
	model.KindPage:   "title: About us\n",
	model.KindVoice:  "title: How we talk\n",
	model.KindIndex:  "",
}

// rules are fields that break one rule each, and what is said of them: the
// beginning of the finding, and a part of it behind "...".
var rules = []struct {
	kind   model.Kind
	fields string // a field that base has too replaces it
	want   []string
}{
	// Titles and summaries.
	{"story", "title:", []string{"error missing-title `title`: the story has no title ... add title:"}},
	{"person", "name:", []string{"error missing-title `name`: name is empty: how should people address them?"}},
	{"value", "title: ''", []string{"error missing-title `title`: the value has no title"}},
	{"story", "title: " + long(71), []string{"warning long-title `" + long(71) + "`: the title has 71 characters"}},
	{"story", "title: <b>Hi</b> there", []string{"warning tags-in-text `<b>`: \"title\" is plain text"}},
	{"story", "title: I <3 you & 2 < 3 > 1", nil},
	{"story", "summary:", []string{"warning summary `summary`: the story has no summary ... one or two sentences, said as you'd say it"}},
	{"story", "summary: Short.", []string{"warning summary `Short.`: the summary has 6 characters"}},
	{"story", "summary: " + long(201), []string{"warning summary `" + long(201) + "`: the summary has 201 characters"}},
	{"story", "subtitle: x\ntags: [a]", []string{"unknown subtitle", "unknown tags"}},
	{"story", "autors: x", []string{"error misspelt-key `autors`"}},

	// Dates.
	{"story", "date:", []string{"error no-date `date`: the story has no date"}},
	{"story", "date:\ndraft: true", nil},
	{"story", "date: 2026-02-30", []string{"error bad-date `2026-02-30`"}},
	{"story", "date: 2026-02-03T10:30:00+01:00", nil},
	{"story", "expires: 2025-01-01", []string{"error bad-status `2025-01-01`: the story expires on 2025-01-01, before its date"}},
	{"person", "started: 2009", nil},
	{"person", "started: 209", []string{"error bad-date `209`"}},
	{"value", "since: 2009-05", nil},

	// Who tells it, and what it shows.
	{"story", "authors:", []string{"warning no-teller `the file`: nobody tells this story ... told_by:"}},
	{"story", "authors:\ntold_by: cleo-diaz", nil},
	{"story", "values: [a, b, c, d]", []string{"warning too-many-values `d`: the story names 4 values"}},
	{"story", "values: [a, b, c, c]", nil},
	{"story", "format: leter", []string{"error bad-value `leter`: \"format\" cannot be \"leter\" ... did you mean \"letter\"?"}},
	{"story", "topics: ['!!']", []string{"error bad-value `!!`: \"topics\" can't be"}},
	{"story", "people: [{as: a guest}]", []string{"error bad-value ... an entry under people without a person"}},
	{"story", "series: {part: 0}", []string{"error bad-value ``: series doesn't say which one", "error bad-value `0`: there is no part 0"}},
	{"story", "pinned: maybe", []string{"error wrong-type `maybe`"}},
	{"story", "updates: [It was Tuesday]", []string{"error wrong-type `It was Tuesday`: an update says when and what"}},
	{"story", "updates: [{note: It was Tuesday}]", []string{"error bad-value ... an update without a date"}},
	{"story", "updates: [{date: 2026-03-01}]", []string{"error bad-value ... an update without a note"}},
	{"story", "voice_keep: [{why: I like it}]", []string{"error bad-value ... which words are kept"}},

	// Pictures.
	{"story", "image: kettle.jpg", nil},
	{"story", "image: {src: k.jpg}", nil},
	{"story", "image: {src: k.jpg, decorative: true}", nil},
	{"story", "image: {alt: A kettle}", []string{"error bad-value ... \"image\" has no src"}},
	{"story", "image: {src: ../../secret.jpg, alt: x}", []string{"error bad-address `../../secret.jpg`: \"src\" can't be the picture \"../../secret.jpg\": it leads out of the folder content"}},
	{"story", "image: {src: '%2e%2e/%2e%2e/x.jpg', alt: x}", []string{"error bad-address `%2e%2e/%2e%2e/x.jpg`"}},
	{"story", "image: {src: ../images/x.jpg, alt: x}", nil},
	{"story", "image: {src: /img/x.jpg, alt: x}", nil},
	{"story", "image: {src: /../x.jpg, alt: x}", []string{"error bad-address `/../x.jpg` ... out of the folder static"}},
	{"story", `image: {src: 'C:\x.jpg', alt: x}`, []string{"error bad-address `C:\\x.jpg` ... written with /"}},
	{"story", "image: {src: 'https://x.example/a.jpg', alt: x}", []string{"error bad-link `https://x.example/a.jpg` ... loads nothing from other sites"}},
	{"story", "image: {src: //x.example/a.jpg, alt: x}", []string{"error bad-link"}},
	{"story", "image: {src: a.jpg, alt: x, focus: middle}", []string{"error bad-value `middle`: I can't tell where"}},
	{"story", "image: {src: a.jpg, alt: x, focus: 500% 3%}", []string{"error bad-value `500% 3%`"}},
	{"person", "photo: ada.jpg", nil},

	// What all kinds have.
	{"story", "slug: My Kettle", []string{"error bad-id `My Kettle`: \"My Kettle\" can't be part of an address: it has a space in it / write my-kettle"}},
	{"story", "slug: con", []string{"error reserved-name `con`"}},
	{"story", "canonical: example.org/x", []string{"error bad-link `example.org/x`: \"canonical\" can't be \"example.org/x\": it doesn't start with https://"}},
	{"story", "aliases: [/2019/a/, old/b, 'https://x.example/c', /../d, '/e?f', '/%zz', '/g\\h', /]", []string{
		"error bad-address `https://x.example/c`", "error bad-address `/../d`", "error bad-address `/e?f`",
		"error bad-address `/%zz`", "error bad-address ... backslash", "error bad-address `/`: ... home page",
	}},
	{"person", "draft: true", []string{"error bad-value `draft`: \"draft\" works on stories and pages only ... _drafts"}},
	{"value", "draft: false", nil},
	{"page", "draft: true\nexpires: 2027-01-01", nil},

	// People.
	{"person", "role:", []string{"warning missing-role `role`: there is no role: what do they do, in plain words?"}},
	{"person", "role:\nrelation: customer", nil},
	{"person", "given_name: Ada", []string{"warning name-parts `given_name`"}},
	{"person", "pronouns: " + long(31), []string{"warning too-long `" + long(31)}},
	{"person", "helps_with: [a, b, c, d, e, f, g, h]", []string{"warning too-many `helps_with`: \"helps_with\" has 8 entries"}},
	{"person", "email: ada at hobbin", []string{"error bad-email `ada at hobbin`"}},
	{"person", "email: info@hobbin.example", []string{"warning role-inbox `info@hobbin.example`: ... nobody says who reads it"}},
	{"person", "email: info@hobbin.example\nanswered_by: [ada-okonjo]", nil},
	{"person", "email: informatica@hobbin.example", nil},
	{"person", "channels: [{type: email, value: kontakt@hobbin.example, shared: true}]", []string{"warning role-inbox `kontakt@hobbin.example`: ... nobody says who reads it"}},
	{"person", "channels: [{type: email, value: bonjour@hobbin.example, answered_by: [ada-okonjo]}]", nil},
	{"person", "email: no-reply@hobbin.example", []string{"error no-reply `no-reply@hobbin.example`: ... nobody reads"}},
	{"person", "phone: '+44 1632 860121'", []string{"warning unassigned-phone `+44 1632 860121`"}},
	{"person", "phone: 01632 960121", nil},
	{"person", "phone: 12", []string{"error bad-phone `12`"}},
	{"person", "languages: [en-GB, Portuguese, pt_BR, bfi]", []string{"error bad-language `Portuguese`", "error bad-language `pt_BR`"}},
	{"person", "timezone: Europe/Londn", []string{"error bad-timezone `Europe/Londn`"}},
	{"person", "timezone: America/Sao Paulo", []string{"error bad-timezone `America/Sao Paulo`: ... did you mean America/Sao_Paulo?"}},
	{"person", "timezone: europe/london", []string{"error bad-timezone `europe/london`"}},
	{"person", "timezone: London", []string{"error bad-timezone `London`: ... did you mean Europe/London?"}},
	{"person", "timezone: Local", []string{"error bad-timezone `Local`"}},
	{"person", "hours: Mo-Fr 09:00-17:00; Xx off", []string{"error bad-hours `Xx`: these hours can't be read"}},
	{"person", "reply_within: soon", []string{"error bad-span `soon`: I can't tell how long \"soon\" is"}},
	{"person", "links: [hobbin.example, 'ftp://x.example', {label: x}]", []string{"error bad-link `hobbin.example`", "error bad-link `ftp://x.example`", "error bad-value ... a link without an address"}},
	{"person", "links: ['javascript:alert(1)', 'https://u:p@x.example', 'https:///x']", []string{"error bad-link", "error bad-link ... user name", "error bad-link ... name of the site"}},

	// Coming and going.
	{"person", "status: on_leave", []string{"error no-cover `on_leave`: Ada Okonjo is on leave"}},
	{"person", "leave: {until: 2026-03-01}", []string{"error no-cover `leave`: nobody is named"}},
	{"person", "leave: {cover: it}", []string{"error self-reference `it`"}},
	{"person", "leave: {from: 2026-03-01, until: 2026-02-01, cover: bo}", []string{"error bad-status `2026-02-01`: this leave ends"}},
	{"person", "status: active\nleave: {cover: bo}", []string{"error bad-status `active`: status says active, but leave is filled in"}},
	{"person", "status: active\ndeparted: {date: 2026-03-01}", []string{"error bad-status `active`: status says active, but departed"}},
	{"person", "departed: {date: 2026-03-01}\nleave: {cover: bo}", []string{"error bad-status `leave`: both leave and departed"}},
	{"person", "departed: {date: 2008-03-01}\nstarted: 2009", []string{"error bad-status `2008-03-01`: they left on 2008-03-01, before they started"}},
	{"person", "departed: {successor: it}", []string{"error self-reference `it`"}},
	{"person", "departed: {page: delete}", []string{"error bad-value `delete`: \"departed.page\" cannot be"}},
	{"person", "status: gone", []string{"error bad-value `gone`: \"status\" cannot be"}},

	// Channels.
	{"person", "channels: ['https://x.example']", []string{"error wrong-type `https://x.example`: a channel says what it is"}},
	{"person", "channels: [{value: x}]", []string{"error bad-value ... without a type"}},
	{"person", "channels: [{type: sms}]", []string{"error bad-value ... without a value"}},
	{"person", "channels: [{type: fax, value: 12}]", []string{"error bad-value `fax`"}},
	{"person", "channels: [{type: whatsapp, value: ada}]", []string{"error bad-phone `ada`"}},
	{"person", "channels: [{type: booking, value: x.example}]", []string{"error bad-link `x.example`"}},
	{"person", "channels: [{type: email, value: x}]", []string{"error bad-email `x`"}},
	{"person", "channels: [{type: phone, value: +441632960121, ext: x4}]", []string{"error bad-phone `x4`"}},
	{"person", "channels: [{type: post, value: '<i>1 Road</i>'}]", []string{"warning tags-in-text `<i>`"}},

	// Consent.
	{"person", "consent: {by: a form}", []string{"warning bad-consent `consent` ... what it covers", "warning bad-consent `consent` ... when it was given"}},
	{"person", "consent: {given: 2026-01-12, covers: [name, picture]}", []string{"error bad-value `picture`"}},
	{"person", "consent: {given: 2026-01-12, covers: name, until: 2025-01-01}", []string{"error bad-status `2025-01-01`"}},
	{"person", "consent: {given: 2026-01-12, covers: name, withdrawn: }", []string{"warning bad-consent `withdrawn` ... since when"}},
	{"person", "consent: {given: 2026-01-12, covers: name}\nwithdrawn: 2026-11-20", []string{"warning bad-consent `withdrawn` ... belongs to consent:"}},
	{"person", "consent: yes", []string{"error wrong-type `yes`"}},

	// Values.
	{"value", "title: Integrity", []string{"idea abstract-value `Integrity`"}},
	{"value", "title: Our excellence", []string{"idea abstract-value"}},
	{"value", "title: Listen", nil},
	{"value", "short: " + long(25), []string{"warning too-long"}},
	{"value", "looks_like: [a]", []string{"warning too-many `looks_like`"}},
	{"value", "retired: true", nil},
	{"value", "retired: {date: 2001-01-01, replaced_by: it}\nsince: 2005", []string{"error bad-status `2001-01-01`", "error self-reference `it`"}},

	// Contact pages.
	{"route", "people:", []string{"error nobody-answers `people`"}},
	{"route", "people: ['', ]", []string{"error nobody-answers `people`"}},
	{"route", "people: [[ada]]", []string{"error wrong-type `[`"}},
	{"route", "steps: [a, b, c, d, e]", []string{"warning too-many `steps`"}},
	{"route", "before: [a, b, c, d, e]", []string{"warning too-many `before`"}},
	{"route", "people: [{for: x}]", []string{"error bad-value ... who answers?"}},
	{"route", "urgent: {when: it burns}", []string{"error bad-value ... urgent doesn't say what to do"}},
	{"route", "urgent: {do: Ring, channel: 999}", nil},
	{"route", "urgent: {do: Ring, channel: 0163}", nil},
	{"route", "urgent: {do: Write, channel: 'https://'}", []string{"error bad-link"}},

	// The rest.
	{"team", "parent: IT", []string{"error self-reference `IT`"}},
	{"place", "geo: 51.5, -0.12", nil},
	{"place", "geo: [51.5, -0.12]", nil},
	{"place", "geo: 151, 0", []string{"error bad-value `151, 0`"}},
	{"place", "name:", []string{"error missing-title `name`: the place has no name"}},
	{"team", "name:", nil},
	{"page", "menu: top", []string{"error bad-value `top`"}},
	{"page", "order: first", []string{"error wrong-type `first`"}},
	{"voice", "say: use", []string{"error wrong-type `use`"}},
	{"voice", "say: [{say: use}]", []string{"error bad-value ... without the words it is about"}},
	{"voice", "say: [{instead_of: utilise}]", []string{"error bad-value ... \"utilise\""}},
	{"voice", "say: [{instead_of: utilise, say: use, level: must fix}]", nil},
	{"voice", "sentence: 0", []string{"error bad-value `0`"}},
	{"voice", "exclaim: 0", nil},
}

func long(n int) string { return strings.Repeat("Kettles ", n/8+1)[:n-1] + "s" }

// with puts fields over those of a kind's base.
func with(kind model.Kind, fields string) string {
	var out strings.Builder
	out.WriteString("---\n")
	for line := range strings.Lines(base[kind]) {
		key, _, _ := strings.Cut(line, ":")
		if !strings.HasPrefix(fields, key+":") && !strings.Contains(fields, "\n"+key+":") {
			out.WriteString(line)
		}
	}
	return out.String() + fields + "\n---\nSome words about it.\n"
}

func TestRules(t *testing.T) {
	for _, test := range rules {
		_, got := decode(t, Source{Kind: test.kind}, with(test.kind, test.fields))
		ok := len(got) == len(test.want)
		for i := 0; ok && i < len(got); i++ {
			head, part, _ := strings.Cut(test.want[i], "...")
			ok = strings.HasPrefix(got[i], strings.TrimSpace(head)) && strings.Contains(got[i], strings.TrimSpace(part))
		}
		if !ok {
			t.Errorf("%s: %s\n got %s\nwant %s", test.kind, test.fields, strings.Join(got, "\n     "), strings.Join(test.want, "\n     "))
		}
	}
}

func TestBasesHaveNoFindings(t *testing.T) {
	for kind := range base {
		if _, got := decode(t, Source{Kind: kind}, with(kind, "params: {a: 1}")); len(got) > 0 {
			t.Errorf("%s: %q", kind, got)
		}
	}
}

func TestEveryCodeHasARow(t *testing.T) {
	for _, test := range rules {
		for _, w := range test.want {
			if f := strings.Fields(w); f[0] != "unknown" {
				if _, ok := diag.Find(diag.Code(f[1])); !ok {
					t.Errorf("no row for %s", f[1])
				}
			}
		}
	}
}

func TestHeadingForTitle(t *testing.T) {
	s := Source{Kind: model.KindStory}
	text := strings.Replace(with(s.Kind, "x_a:"), "title: The kettle\n", "", 1)
	text = strings.Replace(text, "Some words", "\n# The *old* [kettle](x.md) #\n\nSome words", 1)
	rec, got := decode(t, s, text)
	if rec.Story.Title != "The old kettle" || len(got) != 2 || !strings.HasPrefix(got[0], "warning missing-title `# The *old* [kettle](x.md) #`: there is no title, so the first heading stands in for it / move it to the fields at the top, as title: The old kettle") {
		t.Errorf("%q, %q", rec.Story.Title, got)
	}
	if len(rec.Story.Body.Outline().Headings) != 0 || rec.Story.Body.Doc.Lead != "Some words about it." {
		t.Errorf("%+v", rec.Story.Body.Doc)
	}

	text = strings.Replace(with(s.Kind, "a_b:"), "Some words", "# The kettle\n\n## Part\n\nSome words", 1)
	rec, got = decode(t, s, text)
	h := rec.Story.Body.Outline().Headings
	if len(got) != 1 || len(h) != 1 || !strings.HasPrefix(text[h[0].Offset:], "## Part") && !strings.HasPrefix(text[h[0].Offset:], "Part") {
		t.Errorf("%q, %+v", got, h)
	}
}

func TestDamagedFrontMatterAccusesNobody(t *testing.T) {
	_, got := decode(t, Source{Kind: model.KindStory}, "---\ntitle: [a\nsummary: x: y\n")
	for _, g := range got {
		if strings.Contains(g, "missing-title") || strings.Contains(g, "no-date") {
			t.Error(g)
		}
	}
	if len(got) == 0 {
		t.Error("nothing found")
	}
}

func TestDateInName(t *testing.T) {
	rec, got := decode(t, Source{Kind: model.KindStory, ID: "2019-05-04-kettle"}, with(model.KindStory, "date:"))
	if len(got) != 0 || rec.Story.Date.ISO() != "2019-05-04" {
		t.Errorf("%v, %q", rec.Story.Date, got)
	}
}

func TestTranslations(t *testing.T) {
	s := Source{Kind: model.KindStory, Lang: "fr"}
	rec, got := decode(t, s, "---\ntitle: La bouilloire\nalt: Une bouilloire\nauthors: ada\ndate: 2026-01-01\nimage: {alt: Une vieille bouilloire, src: x.jpg}\n---\nBonjour.\n")
	want := []string{"warning translation `authors`", "warning translation `date`", "warning translation `src`"}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("%s, want %s", got[i], want[i])
		}
	}
	if st := rec.Story; st.Title != "La bouilloire" || st.Lang != "fr" || st.Image.Alt != "Une vieille bouilloire" || len(st.Authors) != 0 {
		t.Errorf("%+v", st)
	}
	// Without a base it stands for itself, and so needs everything.
	s.Alone = true
	if _, got = decode(t, s, "---\ntitle: La bouilloire\n---\nBonjour.\n"); len(got) != 3 {
		t.Errorf("%q", got)
	}
	if rec, got = decode(t, s, with(s.Kind, "values: one")); len(got) != 0 || len(rec.Story.Values) != 1 {
		t.Errorf("%q", got)
	}
}

func TestStory(t *testing.T) {
	rec, got := decode(t, Source{Kind: model.KindStory}, with(model.KindStory, `authors: [Ada-Okonjo, "person:bo-chen", ada-okonjo]
topics: [Field Service, field-service, Repairs]
credits: {photos: kofi-mensah, sound_design: [a, b]}
people: [cleo-diaz, {person: dai, as: the driver, consent: {given: 2026-01-01, covers: story}}]
series: {id: First years, part: 2}
pinned: {rank: 1, until: 2026-12-31}
updates: {date: 2026-03-01, kind: correction, note: It was Tuesday, by: ada-okonjo}
ask: contact:broken
aliases: [old/x, /2019/y.html, /z/]
image: {src: k.jpg, alt: A kettle, focus: top right, people: [dai]}
slug: The-Kettle`))
	if len(got) > 0 {
		t.Fatalf("%q", got)
	}
	s := rec.Story
	ids := func(refs []model.Ref) string {
		var out []string
		for _, r := range refs {
			out = append(out, r.ID)
		}
		return strings.Join(out, " ")
	}
	for _, c := range [...]struct{ got, want string }{
		{ids(s.Authors), "ada-okonjo bo-chen"},
		{s.Authors[0].Words, "Ada-Okonjo"},
		{ids(s.Topics), "field-service repairs"},
		{s.Topics[0].Words, "Field Service"},
		{s.Credits[1].Work + " " + ids(s.Credits[1].People), "sound design a b"},
		{s.People[1].Person.ID + " " + s.People[1].As + " " + s.People[1].Consent.Covers[0], "dai the driver story"},
		{s.Series.ID + " " + fmt.Sprint(s.Part), "first-years 2"},
		{fmt.Sprint(s.Pinned, s.PinRank, s.PinUntil), "true 1 2026-12-31"},
		{s.Updates[0].Kind, "correction"},
		{s.Ask.ID, "contact:broken"},
		{ids(s.Aliases), "/old/x /2019/y.html /z/"},
		{s.Image.Focus + " " + ids(s.Image.People), "100% 0% dai"},
		{s.Slug, "the-kettle"},
		{s.Format, "story"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if s.Body.Size == 0 || s.Body.Digest == "" || s.Body.Doc.Words != 4 || !s.HasSummary {
		t.Errorf("%+v", s.Body)
	}
}

func TestPerson(t *testing.T) {
	rec, got := decode(t, Source{Kind: model.KindPerson}, with(model.KindPerson, `team: The bench
place: Wickmouth
phone: +44 1632 960121
reply_within: Two working days
hours: Mo-Fr 09:00-17:00
timezone: Europe/London
channels:
  - {type: WhatsApp, value: +44 1632 960122, languages: [en-gb]}
  - {type: post, value: "3 Ferry Street, Wickmouth"}
departed: {date: 2030-01-01, successor: bo-chen}`))
	if len(got) > 0 {
		t.Fatalf("%q", got)
	}
	p := rec.Person
	if p.KnownAs != "Ada Okonjo" || p.Teams[0].ID != "the-bench" || p.Place.ID != "wickmouth" || p.Phone.E164 != "+441632960121" ||
		p.Availability.ReplyWithin != "2 working days" || p.Availability.Schedule == nil || p.Status != "left" || p.Relation != "staff" ||
		p.Departed.Page != "keep" || len(p.Channels) != 2 || p.Channels[0].Languages[0] != "en-GB" || p.Channels[0].Type != "whatsapp" {
		t.Errorf("%+v", p)
	}
}

func TestSpan(t *testing.T) {
	for text, want := range map[string]string{
		"2 working days": "2 working days", "one day": "1 day", "24h": "24 hours", "1 hours": "1 hour", "30 Minutes": "30 minutes",
		"a week": "1 week", "2": "", "days": "", "0 days": "", "two three days": "", "": "", "9999 days": "", "2 business days": "2 working days",
	} {
		if got, ok := Span(text); got != want || ok != (want != "") {
			t.Errorf("Span(%q) = %q", text, got)
		}
	}
}

func TestKey(t *testing.T) {
	cfg := testConfig()
	key := NewDecoder(cfg).Key()
	if key != NewDecoder(testConfig()).Key() {
		t.Error("the key is not stable")
	}
	cfg.Country = "PT"
	if NewDecoder(cfg).Key() == key {
		t.Error("the country is not in the key")
	}
	cfg = testConfig()
	cfg.Language = "de"
	if NewDecoder(cfg).Key() == key {
		t.Error("the language is not in the key")
	}
}

func TestOneDecoderForMany(t *testing.T) {
	d := NewDecoder(testConfig())
	text := []byte(with(model.KindPerson, "timezone: Europe/Lisbon\nhours: Mo 09:00-10:00"))
	done := make(chan []byte)
	for range 8 {
		go func() {
			_, html := d.Decode(Source{File: "content/people/a.md", Kind: model.KindPerson, ID: "a"}, text)
			done <- html
		}()
	}
	first := <-done
	for range 7 {
		if !slices.Equal(first, <-done) {
			t.Error("different HTML")
		}
	}
}

// TestConsentFailsClosed: a consent whose end can't be read has ended, also
// where [check] makes a warning of what is said about it.
func TestConsentFailsClosed(t *testing.T) {
	const agreed = "given: 2026-01-12, covers: [name]"
	for _, text := range []string{
		"consent: {" + agreed + ", withdrawn: 20.11.2026}",
		"consent: {" + agreed + ", withdrawn: yes}",
		"consent: {" + agreed + ", withdrawn: }",
		"consent: {" + agreed + ", withdrawnn: 2026-11-20}",
		"consent: {" + agreed + ", withdraw: 2026-11-20}",
		"consent: {" + agreed + ", withdrawn_on: 2026-11-20}",
		"consent: {" + agreed + ", until: 30.4.2025}",
		"consent: {" + agreed + ", revoked: 2026-11-20}",
		"consent: {" + agreed + "}\nwithdrawn: 2026-11-20",
		"consent: {" + agreed + "}\nuntil: 2026-11-20",
		"withdrawn: 2026-11-20\nconsent: {" + agreed + "}",
	} {
		rec, _ := decode(t, Source{Kind: model.KindPerson}, "---\n"+base[model.KindPerson]+"relation: customer\n"+text+"\n---\n")
		if c := rec.Person.Consent; c == nil || c.Withdrawn.IsZero() {
			t.Errorf("%s: it still holds", text)
		}
	}
	rec, _ := decode(t, Source{Kind: model.KindPerson}, "---\n"+base[model.KindPerson]+"consent: {"+agreed+", until: 2028-01-01, by: a form, note: x}\n---\n")
	if c := rec.Person.Consent; !c.Withdrawn.IsZero() {
		t.Error("a consent that is clear does not hold")
	}
	rec, _ = decode(t, Source{Kind: model.KindPerson}, "---\n"+base[model.KindPerson]+"withdrawn: 2026-11-20\n---\n")
	if rec.Person.Consent == nil {
		t.Error("a colleague who withdrew before anything was on record is shown")
	}
	rec, _ = decode(t, Source{Kind: model.KindPerson}, "---\n"+base[model.KindPerson]+"relation: custmer\n---\n")
	if rec.Person.Relation == "staff" {
		t.Error("somebody of an unknown relation counts as staff, who needn't be asked")
	}
}

func TestDraftThatCannotBeReadStaysOne(t *testing.T) {
	rec, got := decode(t, Source{Kind: model.KindStory}, "---\n"+base[model.KindStory]+"draft: treu\n---\n")
	if !rec.Story.Draft || len(got) != 1 {
		t.Errorf("draft %v, %q", rec.Story.Draft, got)
	}
}

package voice_test

import (
	"slices"
	"strings"
	"testing"

	"kith/generator/config"
	"kith/generator/content"
	"kith/generator/diag"
	"kith/generator/model"
	"kith/generator/voice"
)

// house is the small hub's voice, with rules of voice.md and settings.
func house(t *testing.T, rules, settings, lang string) (*voice.House, *config.Config) {
	t.Helper()
	cfg := defaults(t, settings)
	var v *model.Voice
	if rules != "" {
		src := "---\ntitle: How we talk\n" + rules + "---\n"
		rec, _ := content.NewDecoder(cfg).Decode(content.Source{File: "content/voice.md", Kind: model.KindVoice, ID: "voice"}, []byte(src))
		for _, d := range rec.Findings {
			t.Fatalf("voice.md: %s", d.Message)
		}
		v = rec.Page.Voice
	}
	return voice.New(voice.Options{Voice: v, Config: cfg.Voice, Lang: lang, World: world}), cfg
}

const (
	story = "---\ntitle: The kettle\nauthors: kofi-mensah\n---\n\n"
	long  = " The kettle stood on the bench from seven in the morning and the lid was off. The wire was brown and the base was dry. The switch went on, and off, and on again, all day long, and the light came on and stayed. People came in and looked at the lid and the wire and the base. Some had kettles at home and some had none. The tea was made in a pan. The pan was borrowed from next door and had no lid either. The bench was full of cups by noon and there was no room for the screws."
)

// Each of the rules that need more than words, with a page that it has
// something to say about and one that it leaves alone.
func TestNatives(t *testing.T) {
	for _, c := range []struct {
		name, rule, file, loud, quiet string
	}{
		{
			"nobody is named", "Kith.NamedHuman", "content/stories/x.md",
			"---\ntitle: The kettle\n---\n\nWe mended it.\n", "---\ntitle: The kettle\n---\n\nAda mended it.\n",
		},
		{
			"a byline is a name", "Kith.NamedHuman", "content/stories/x.md",
			"---\ntitle: The kettle\nformat: lesson\nchanged: The lid.\n---\n\nWe mended it.\n", story + "We mended it.\n",
		},
		{
			"a report", "Kith.FirstPerson", "content/stories/x.md",
			story + strings.TrimSpace(long) + "\n", story + "I put it there." + long + " I laughed.\n",
		},
		{
			"somebody else's story", "Kith.FirstPerson", "content/stories/x.md",
			story + strings.TrimSpace(long) + "\n", strings.Replace(story, "authors", "told_by", 1) + strings.TrimSpace(long) + "\n",
		},
		{
			"a contact page without its reader", "Kith.SpeaksToYou", "content/contact/x.md",
			"---\ntitle: Something arrived broken\npeople: kofi-mensah\n---\n\nBroken things come back to the bench, and the bench sends another one the same day.\n",
			"---\ntitle: Something arrived broken\npeople: kofi-mensah\n---\n\nYou can bring broken things back to the bench, and the bench sends another one the same day.\n",
		},
		{
			"a voice from nowhere", "Kith.QuoteOwner", "content/stories/x.md",
			story + "I like the bench. The tea was hot.\n\n> It has never worked as well as it did since you had it.\n\nWe close at six. The rain had stopped.\n",
			story + "I like the bench.\n\n> It has never worked as well as it did since you had it.\n>\n> — Mrs Hale\n\nIt rained.\n",
		},
		{
			"in a paragraph", "Kith.QuoteOwner", "content/stories/x.md",
			story + "It was late. “It has never worked as well as it did since then.” It was dark.\n",
			story + "It was late. “It has never worked as well as it did since then,” she said. It was dark.\n",
		},
		{
			"a name with a letter missing", "Kith.NameSpelling", "content/stories/x.md",
			story + "I rang Kofi Mensa.\n", story + "I rang Kofi Mensah, and Kofi’s mother, and Ada Okonjo's aunt.\n",
		},
		{
			"without accents", "Kith.NameSpelling", "content/stories/x.md",
			story + "I rang Jose Pena.\n", story + "I rang José Peña about a pena, a kofi table and Ada Okolo.\n",
		},
		{
			"the company", "Kith.TermCase", "content/stories/x.md",
			story + "I work at Hobbin & daughters.\n", story + "I work at Hobbin & Daughters. HOBBIN & DAUGHTERS stands on the van.\n",
		},
		{
			"no questions", "Kith.FormatShape", "content/stories/x.md",
			"---\ntitle: Ada\nauthors: ada-okonjo\nformat: interview\n---\n\nI mend things.\n",
			"---\ntitle: Ada\nauthors: ada-okonjo\nformat: interview\n---\n\nWhat do you do?\n\nI mend things.\n",
		},
		{
			"no change", "Kith.FormatShape", "content/stories/x.md",
			"---\ntitle: Ada\nauthors: ada-okonjo\nformat: lesson\n---\n\nWe sent the wrong one.\n",
			"---\ntitle: Ada\nauthors: ada-okonjo\nformat: lesson\nchanged: We read it out now.\n---\n\nWe sent the wrong one.\n",
		},
		{
			"no clock", "Kith.FormatShape", "content/stories/x.md",
			"---\ntitle: Ada\nauthors: ada-okonjo\nformat: day\n---\n\nI mend things.\n",
			"---\ntitle: Ada\nauthors: ada-okonjo\nformat: day\n---\n\nHalf past six. I mend things.\n",
		},
		{
			"a report", "Kith.FirstPerson", "content/stories/x.md",
			story + strings.Repeat("The kettle is emptied, and then the lid comes off in the sink. ", 12) + "\n",
			story + strings.Repeat("Empty your kettle, and then you lift the lid off over the sink. ", 12) + "\n",
		},
		{
			"a shout", "Kith.AcronymFirst", "content/stories/x.md",
			story + "I sent it to the NDRC by post.\n", story + "I never saw such bees. BEES! Nor did the National Dairy Research Council, the NDRC.\n",
		},
		{
			"a title of a heading", "Kith.HeadingCase", "content/stories/x.md",
			story + "## How We Mend Kettles\n\nI do.\n\n## What We Learnt Since\n\nI did.\n",
			story + "## Office of National Statistics (ONS) figures\n\nI do.\n\n## National Dairy Council (NDC) prices\n\nI did.\n",
		},
		{
			"a lesson laughs", "Kith.Exclamation", "content/stories/x.md",
			"---\ntitle: Ada\nauthors: ada-okonjo\nformat: lesson\nchanged: x\n---\n\nWe sent the wrong one!\n", story + "I had it!\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, cfg := house(t, "", "", "en")
			if s := notes(t, h, cfg, c.file, c.loud); !has(s, c.rule) {
				t.Errorf("%s is silent about\n%s\n%s", c.rule, c.loud, lines(s))
			}
			if s := notes(t, h, cfg, c.file, c.quiet); has(s, c.rule) {
				t.Errorf("%s speaks about\n%s\n%s", c.rule, c.quiet, lines(s))
			}
		})
	}
}

func has(s voice.Sheet, rule string) bool {
	return slices.ContainsFunc(s.Notes, func(n voice.Note) bool { return n.Rule == rule })
}

func TestHouse(t *testing.T) {
	rules := `say:
  - {instead_of: [purchase, buy in], say: buy, because: that's what it's called}
  - {instead_of: our team, say: the name of whoever picks up, level: must-fix}
never: [your parcel is on its way]
names: [Netherquay, iLid]
sentence: 10
`
	for _, c := range []struct{ name, settings, file, text, want string }{
		{
			"words of the house", "", "content/stories/x.md", story + "We Purchase hinges, and our\nteam went to netherquay. Your parcel is on its way.\n",
			`must fix: "netherquay" is written Netherquay. Try: Netherquay [Netherquay] {Kith.TermCase}
must fix: "Your parcel is on its way" is one of the things we leave alone. Try: say what you mean by it, or nothing {House.Never}
must fix: We don't say "our team" here. Try: the name of whoever picks up {House.Say}
worth a look: We don't say "Purchase" here. Try: buy [Buy] {House.Say}
`,
		},
		{"what somebody says is theirs", "", "content/stories/x.md", story + "“We purchase hinges,” said Ada. She leverages the van.\n", `worth a look: "leverages" is office talk. Try: uses [uses] {Kith.Jargon}` + "\n"},
		{
			"unless a hub wants it otherwise", "[voice]\nquotations = \"check\"\n", "content/stories/x.md", story + "“We purchase hinges,” said Ada.\n",
			`worth a look: We don't say "purchase" here. Try: buy [buy] {House.Say}` + "\n",
		},
		{
			"a rule down, a rule up", "[voice.rules]\n\"House.Say\" = {level = \"off\", reason = \"we're new to this\"}\n\"Kith.PlainWord\" = \"must-fix\"\n", "content/stories/x.md",
			story + "We purchase it prior to lunch.\n", `must fix: "prior to" has a shorter twin. Try: before [before] {Kith.PlainWord}` + "\n",
		},
		{"ideas are not for everybody", "[voice]\nlevel = \"worth-a-look\"\n", "content/stories/x.md", story + "I went prior to lunch.\n", ""},
		{"no rules but the house's", "[voice]\ndefaults = false\n", "content/stories/x.md", story + "We leverage what we purchase.\n", `worth a look: We don't say "purchase" here. Try: buy [buy] {House.Say}` + "\n"},
		{
			"a contact page is graver", "", "content/contact/x.md", "---\ntitle: Broken\npeople: ada-okonjo\npromise: We reply as soon as possible.\n---\n\nYou ring Ada.\n",
			`must fix: "as soon as possible" gives no one a time. Try: a figure: "within one working day" {Kith.VaguePromise}` + "\n",
		},
		{"a link to somebody has a face", "", "content/stories/x.md", story + "I'd say [contact us](person:ada-okonjo).\n", ""},
		{
			"the fields too", "", "content/stories/x.md", "---\ntitle: We utilise vans\nauthors: ada-okonjo\nimage: {src: x.jpg, alt: Photo of Ada}\n---\n\nI drive.\n",
			`worth a look: "utilise" is office talk. Try: use [use] {Kith.Jargon}
worth a look: A screen reader says by itself that it's an image, so "Photo of" says it twice. Try: begin with who and what: "Ada at the packing bench" {Kith.AltFiller}
`,
		},
		{
			"one note about long sentences", "", "content/stories/x.md", story + strings.Repeat("I went there and back with the lid and the key and the cat. ", 4) + "\n\nI slept.\n",
			`idea: 14 words in one breath. Try: split it where you'd pause; 3 more on this page are as long {Kith.SentenceLength}` + "\n",
		},
		{
			"the guide may say what it is about", "", "content/voice.md", "---\ntitle: How we talk\nsay: [{instead_of: utilise, say: use}]\n---\n\nWe never utilise or leverage.\n", "",
		},
		{"code is no prose", "", "content/stories/x.md", story + "I type `leverage` and\n\n    [click here](x)\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, cfg := house(t, rules, c.settings, "en")
			if got := lines(notes(t, h, cfg, c.file, c.text)); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestKeep(t *testing.T) {
	h, cfg := house(t, "", "", "en")
	src := "---\ntitle: The kettle\nauthors: kofi-mensah\nvoice_keep:\n  - {words: utilise, why: it is what he says}\n  - {rule: Kith.PlainWord}\n  - gone words\n  - {rule: Kith.Jargn}\n---\n\nI utilise it in order to leverage the van.\n"
	s := notes(t, h, cfg, "content/stories/x.md", src)
	if got := lines(s); got != `worth a look: "leverage" is office talk. Try: use [use] {Kith.Jargon}`+"\n" {
		t.Errorf("left: %s", got)
	}
	if len(s.Kept) != 2 || s.Kept[0].Words != "utilise" || s.Kept[0].Reason != "it is what he says" || s.Kept[1].Rule != "Kith.PlainWord" {
		t.Errorf("kept: %+v", s.Kept)
	}
	var found []string
	for _, d := range s.Findings {
		found = append(found, string(d.Code)+" "+src[d.Pos.Offset:d.Pos.Offset+d.Len]+": "+d.Hint)
	}
	if got := strings.Join(found, "\n"); got != "voice-keep gone words: take that line out\nvoice-keep Kith.Jargn: did you mean \"Kith.Jargon\"?" {
		t.Errorf("findings:\n%s", got)
	}
	// What Keep says keeps the note, wherever it moves.
	for _, n := range notes(t, h, cfg, "content/stories/x.md", story+"I had it in order to "+strings.Repeat("go on and on and ", 12)+"stop.\n").Notes {
		words, rule := n.Keep()
		again := strings.Replace(story, "---\n\n", "voice_keep:\n  - {words: \""+words+"\", rule: "+rule+"}\n---\n\nBefore.\n\n", 1)
		s := notes(t, h, cfg, "content/stories/x.md", again+"I had it in order to "+strings.Repeat("go on and on and ", 12)+"stop.\n")
		if has(s, n.Rule) || len(s.Kept) != 1 {
			t.Errorf("%s with %q isn't kept: %s", rule, words, lines(s))
		}
	}
}

func TestLanguages(t *testing.T) {
	text := "---\ntitle: La bouilloire\nauthors: kofi-mensah\n---\n\nJe leverage Kofi Mensa, etc. " + strings.Repeat("et puis une autre chose ", 12) + ".\n"
	h, cfg := house(t, "say: [{instead_of: chose, say: objet}]\n", "", "fr")
	p := read(t, cfg, "content/stories/x.md", text)
	p.Lang = "fr"
	s := h.Notes(p)
	for _, rule := range []string{"Kith.NameSpelling", "Kith.LongSentence", "House.Say"} {
		if !has(s, rule) {
			t.Errorf("%s is silent in French", rule)
		}
	}
	for _, n := range s.Notes {
		if !slices.Contains([]string{"Kith.NameSpelling", "Kith.LongSentence", "House.Say"}, n.Rule) {
			t.Errorf("%s speaks French", n.Rule)
		}
	}
	h, _ = house(t, "", "", "ja")
	p.Lang = "ja"
	if s := h.Notes(p); has(s, "Kith.LongSentence") {
		t.Error("words are counted where they have no spaces")
	}
}

func TestBestAndSummary(t *testing.T) {
	h, cfg := house(t, "", "", "en")
	s := notes(t, h, cfg, "content/stories/x.md", story+
		"On Tuesday Ada and Kofi Mensa utilise it in Netherquay.\n\nWe utilise it. We leverage the van. They utilise it. We touch base prior to lunch, e.g. here. It was it was a a test!!\n")
	best, more := s.Best()
	if len(best) != voice.Most || best[0].Rule != "Kith.NameSpelling" || more.All != len(s.Notes)-voice.Most {
		t.Errorf("%d of %d, first %s, %+v", len(best), len(s.Notes), best[0].Rule, more)
	}
	jargon := 0
	for i, n := range s.Notes {
		if n.Rank != i+1 {
			t.Errorf("note %d has rank %d", i, n.Rank)
		}
	}
	for _, n := range best {
		if n.Rule == "Kith.Jargon" {
			jargon++
		}
	}
	if jargon > 3 {
		t.Errorf("%d of a kind", jargon)
	}
	if got := s.Summary(); !strings.HasPrefix(got, "Two people are named, there is a time and a place, no sentence is over 28 words. ") {
		t.Error(got)
	}
}

// What a hub doesn't say it doesn't pay for: two houses that are told the same
// have the same key, and anything that notes depend on changes it.
func TestKey(t *testing.T) {
	key := func(rules, settings, lang string, w voice.World) string {
		cfg := defaults(t, settings)
		v := &model.Voice{Never: []model.Phrase{{Words: rules, At: diag.Pos{File: "x", Offset: len(rules)}}}}
		return voice.New(voice.Options{Voice: v, Config: cfg.Voice, Lang: lang, World: w}).Key()
	}
	base := key("a", "", "en", world)
	if base != key("a", "", "en", world) {
		t.Error("the key isn't the same twice")
	}
	other := world
	other.People = append(slices.Clone(world.People), voice.PersonOf("jo-hobbin", "Jo Hobbin", ""))
	for name, k := range map[string]string{
		"rule": key("b", "", "en", world), "settings": key("a", "[voice]\nquotations = \"check\"\n", "en", world),
		"language": key("a", "", "fr", world), "people": key("a", "", "en", other),
	} {
		if k == base {
			t.Errorf("another %s, and the same key", name)
		}
	}
}

// Whatever people type, places stay inside of the file, and nothing panics.
func FuzzNotes(f *testing.F) {
	f.Add(story + "We [leverage](x) *in order*\nto “say **it**” & go!! - Kofi Mensa\n> quoted\n")
	f.Add("\ufeff---\r\ntitle: \"We\\u0020utilise it\"\r\nsummary: >\r\n  in order\r\n  to\r\n---\r\n\r\n# A Title Like This\r\n\r\n## And One More Here\r\n")
	f.Add("+++\ntitle = 'x'\n+++\n\"\"\"\n!!!???[here]() [click here](")
	cfg := config.Load("site.toml", []byte("language = \"en\"\n"), new(diag.List))
	h := voice.New(voice.Options{Config: cfg.Voice, Lang: "en", World: world})
	dec := content.NewDecoder(cfg)
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 4000 {
			return
		}
		rec, _ := dec.Decode(content.Source{File: "content/stories/x.md", Kind: model.KindStory, ID: "x"}, []byte(src))
		if rec.Entry() == nil {
			return
		}
		for _, n := range h.Notes(voice.Page{Record: rec, Source: []byte(src), Lang: "en"}).Notes {
			if n.Pos.Offset < -1 || n.Pos.Offset+n.Len > len(src) || n.Len > 0 && src[n.Pos.Offset:n.Pos.Offset+n.Len] != n.Words {
				t.Fatalf("%s: %d+%d %q", n.Rule, n.Pos.Offset, n.Len, n.Words)
			}
			n.Keep()
		}
	})
}

// A company may be called by common words.
func TestCompanyOfCommonWords(t *testing.T) {
	cfg := defaults(t, "")
	w := world
	w.Company = "Corner Bakery"
	v := &model.Voice{Names: []model.Phrase{{Words: "Corner Bakery"}, {Words: "Netherquay"}}}
	h := voice.New(voice.Options{Voice: v, Config: cfg.Voice, Lang: "en", World: w})
	s := notes(t, h, cfg, "content/stories/x.md", story+"I ran a corner bakery in netherquay, and the Corner bakery here.\n")
	if got := lines(s); got != `must fix: "netherquay" is written Netherquay. Try: Netherquay [Netherquay] {Kith.TermCase}
must fix: "Corner bakery" is written Corner Bakery. Try: Corner Bakery [Corner Bakery] {Kith.TermCase}
` {
		t.Error(got)
	}
}

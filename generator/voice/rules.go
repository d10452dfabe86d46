package voice

import (
	"embed"
	"path"
	"slices"
	"strings"
	"sync"

	"kith/generator/diag"
	"kith/generator/meta"
	"kith/generator/model"
	"kith/generator/vale"
)

// Files are the rules of words that come with Kith, in Vale's format. Three
// keys in them are ours: try, before and after.
//
//go:embed rules/*.yml
var Files embed.FS

// Rule is what there is to know about a rule.
type Rule struct {
	// Name is "Kith.Jargon".
	Name  string
	Level Level
	// Message is what a reader hears; %s stands for the words.
	Message string
	// Try is what to do; "" where the better words stand in the rule.
	Try string
	// Why is the reason, Before and After show it.
	Why, Before, After string
	// On says which pages it is for, in words; "" is all.
	On string
	// File is the rule's file in Files, "" for the rules that need more than
	// words.
	File string
}

// natives are the rules that need to know the hub. What they look for is in
// native.go and quotes.go.
var natives = []Rule{
	{
		Name: "Kith.NamedHuman", Level: MustFix, Message: "Nobody in this story has a name yet.", Try: "who was there? Ask them, then link them",
		Why: "A story that happened to nobody is an announcement.", Before: "The team mended the kettle.", After: "Bea mended the kettle.",
		On: "stories, lessons and letters",
	},
	{
		Name: "Kith.FirstPerson", Level: Look, Message: "This reads like a report: nobody in it says I or we.", Try: "tell it as you'd tell a friend",
		Why: "Whoever was there says I.", Before: "The kettle was opened at ten.", After: "I opened the kettle at ten.", On: "stories, days and lessons",
	},
	{
		Name: "Kith.SpeaksToYou", Level: Idea, Message: "The reader isn't in this page yet.", Try: `start one sentence with "you"`,
		Why: "Somebody looks for help, or wants to know what you promise them.", Before: "Returns are free.", After: "You can bring it back for nothing.", On: "contact pages and values",
	},
	{
		Name: "Kith.QuoteOwner", Level: Look, Message: `Who said "%s"?`, Try: "add the name (and check they agreed)",
		Why: "Words in quotation marks are somebody's. Without their name they look made up.", Before: `"It has never worked as well as since you had it on the bench."`, After: `"It has never worked as well," said Mrs Hale.`,
	},
	{
		Name: "Kith.NameSpelling", Level: MustFix, Message: `"%s" looks like Kofi Mensah.`, Try: "use the spelling they use",
		Why: "A name that is spelt wrong is the one word its owner will see.", Before: "Kofi Mensa rang back.", After: "Kofi Mensah rang back.",
	},
	{
		Name: "Kith.TermCase", Level: MustFix, Message: `"%s" is written Hobbin & Daughters.`, Try: "write it as voice.md does",
		Why: "The firm's own name, and the names voice.md lists, look the same everywhere.", Before: "Come to Hobbin & daughters.", After: "Come to Hobbin & Daughters.",
	},
	{
		Name: "Kith.FormatShape", Level: Idea, Message: "An interview with no questions in it?", Try: "add the part that is missing",
		Why: "Whoever opens an interview, a letter, a day or a lesson looks for questions, a recipient, the time, and what changed.", Before: "format: interview, and three paragraphs.", After: "A question above each answer.",
		On: "stories with a format",
	},
}

// house are the rules that voice.md makes.
var house = []Rule{
	{
		Name: "House.Say", Level: Look, Message: `We don't say "%s" here.`,
		Why: "Somebody wrote it down under say: in content/voice.md, mostly with the reason.", Before: "We purchase hinges.", After: "We buy hinges.",
	},
	{
		Name: "House.Never", Level: MustFix, Message: `"%s" is one of the things we leave alone.`, Try: "say what you mean by it, or nothing",
		Why: "Somebody wrote it down under never: in content/voice.md.", Before: "Your call is important to us.", After: "Amara answers, mostly before lunch.",
	},
}

// Defaults are the rules that come with Kith, those of words first, by name.
var Defaults = sync.OnceValue(func() []Rule {
	var out []Rule
	entries, err := Files.ReadDir("rules")
	if err != nil {
		panic("voice: " + err.Error())
	}
	for _, e := range entries {
		file := path.Join("rules", e.Name())
		src, err := Files.ReadFile(file)
		if err != nil {
			panic("voice: " + err.Error())
		}
		r := describe("Kith."+strings.TrimSuffix(e.Name(), ".yml"), file, src)
		out = append(out, r)
	}
	return append(out, natives...)
})

// Says is the message as people read it, with dots for the words.
func (r Rule) Says() string {
	return strings.NewReplacer("these %d", "these 44", "%[2]s", "...", "%[1]s", "...", "%s", "...", "%d", "so many").Replace(r.Message)
}

// StyleRule is a rule of a loaded style, as people read it, with the level that
// the settings give it, if they do.
func StyleRule(a vale.About, setting string) Rule {
	r := Rule{Name: a.Name, Level: levelOf(a.Level.String()), Message: a.Message, Why: a.Description, File: a.File}
	if setting != "" && setting != "off" {
		r.Level = levelOf(setting)
	}
	return r
}

// describe reads what a rule file says about itself.
func describe(name, file string, src []byte) Rule {
	var list diag.List
	n, _ := meta.ParseYAML(file, src, "bad-rule", &list)
	text := func(key string) string { return strings.TrimSpace(n.Get(key).Text) }
	r := Rule{
		Name: name, Level: levelOf(text("level")), Message: text("message"), Try: text("try"), Why: text("description"),
		Before: text("before"), After: text("after"), File: file, On: only[name].words,
	}
	return r
}

// Find returns a rule of Kith or of the house by its name, in any case.
func Find(name string) (Rule, bool) {
	for _, list := range [][]Rule{Defaults(), house} {
		for _, r := range list {
			if strings.EqualFold(r.Name, name) {
				return r, true
			}
		}
	}
	return Rule{}, false
}

// Names are the names of all rules of Kith and of the house.
func Names() []string {
	var out []string
	for _, list := range [][]Rule{Defaults(), house} {
		for _, r := range list {
			out = append(out, r.Name)
		}
	}
	return out
}

func levelOf(vale string) Level {
	switch vale {
	case "error", "must-fix":
		return MustFix
	case "suggestion", "idea":
		return Idea
	}
	return Look
}

// limits say where a rule looks.
type limits struct {
	words string // for people
	// kinds are the kinds of page it is for; none are all.
	kinds []model.Kind
	// first is true for what matters in the first paragraph, the title and the
	// summary alone.
	first bool
	// linked is true for words that are fine where they are a link to somebody.
	linked bool
}

var only = map[string]limits{
	"Kith.StaleTime":     {words: "pages and values", kinds: []model.Kind{model.KindPage, model.KindValue}},
	"Kith.StockOpening":  {words: "titles, summaries and first paragraphs", first: true},
	"Kith.ContactWhom":   {linked: true},
	"Kith.RoleNotPerson": {linked: true},
	"Kith.ReadingGrade":  {words: "stories, pages, values and contact pages", kinds: []model.Kind{model.KindStory, model.KindPage, model.KindValue, model.KindRoute}},
}

// anyLanguage are the rules for pages in other languages than English: those
// that go by names and marks, and, where words have spaces between them, by
// their number.
var (
	anyLanguage = []string{"Kith.NamedHuman", "Kith.QuoteOwner", "Kith.NameSpelling", "Kith.TermCase", "Kith.FormatShape"}
	bySpaces    = []string{"Kith.SentenceLength", "Kith.LongSentence", "Kith.ParagraphLength"}
)

// speaks reports whether a rule of Kith is for pages in a language.
func speaks(rule, lang string) bool {
	return !strings.HasPrefix(rule, "Kith.") || english(lang) || slices.Contains(anyLanguage, rule) || spaced(lang) && slices.Contains(bySpaces, rule)
}

// onGuide are the rules for voice.md itself, which has to name the words it
// is about.
var onGuide = []string{
	"Kith.Placeholder", "Kith.ClickHere", "Kith.AltFiller", "Kith.RepeatedWord", "Kith.NameSpelling", "Kith.TermCase",
	"Kith.SentenceLength", "Kith.LongSentence", "Kith.ParagraphLength", "Kith.NoReply",
}

// level is how much a rule's note matters on a page of some kind: somebody
// who needs help needs a person and a time, and an apology needs care.
func (t *text) level(rule string, usual Level) Level {
	switch {
	case t.Record.Kind == model.KindRoute && slices.Contains([]string{"Kith.VaguePromise", "Kith.ContactWhom", "Kith.NoReply", "Kith.RoleNotPerson"}, rule):
		return MustFix
	case t.format() == "lesson" && slices.Contains([]string{"Kith.Passive", "Kith.NonApology"}, rule):
		return max(usual, Look)
	case rule == "Kith.Placeholder" && t.entry.Draft: // where else should they stand?
		return Look
	}
	return usual
}

// weight is how much a rule's notes help, from 0 to 9.
func weight(rule string) int {
	if w, ok := weights[rule]; ok {
		return w
	}
	switch style, _, _ := strings.Cut(rule, "."); style {
	case "House":
		return 8
	case "Kith":
		return 5
	}
	return 3
}

var weights = map[string]int{
	"Kith.NameSpelling": 9, "Kith.MistakesWereMade": 9, "Kith.NamedHuman": 9, "Kith.Placeholder": 9, "Kith.TermCase": 8,
	"Kith.QuoteOwner": 8, "Kith.VaguePromise": 8, "Kith.ContactWhom": 8, "Kith.NonApology": 8, "Kith.LongSentence": 7, "Kith.FirstPerson": 7,
	"Kith.RepeatedWord": 8, "Kith.Puffery": 7, "Kith.Jargon": 7, "Kith.StockOpening": 6, "Kith.PlainWord": 6, "Kith.PeopleFirst": 7,
	"Kith.Inclusive": 5, "Kith.ParagraphLength": 4, "Kith.AcronymFirst": 4, "Kith.SentenceLength": 3, "Kith.ReadingGrade": 2,
	"Kith.HeadingCase": 2, "Kith.Latin": 3, "Kith.Intensifier": 3, "Kith.Hedge": 3, "Kith.Exclamation": 4, "Kith.DoublePunctuation": 2,
}

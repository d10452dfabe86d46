package markdown

import (
	"slices"

	"kith/generator/diag"
)

// Block describes one kind of writer's block, for documentation and help.
//
// A block begins with a line of three or more colons, its name and what it
// needs, and ends with a line of as many colons:
//
//	::: quote person:ada-okonjo
//	Every repairer has a drawer.
//	:::
//
// Values with spaces stand in quotation marks. A block inside a block has fewer
// colons than the one around it, or the same number: every ::: with a name opens one.
type Block struct {
	// Name is what stands after the colons.
	Name string
	// Doc says in a sentence what the block is for.
	Doc string
	// Argument is what may stand after the name without a key, "" if nothing.
	Argument string
	// Attributes are written key="value".
	Attributes []Attribute
	// Body says what stands inside.
	Body string
	// Example is a whole block.
	Example string
}

// Attribute is a value that a Block takes under a key.
type Attribute struct {
	Name string
	// Doc says what it is.
	Doc string
	// Needed says that the block means nothing without it.
	Needed bool
}

// Syntax returns every kind of block, in the order a guide would show them.
func Syntax() []Block {
	out := slices.Clone(blocks)
	for i := range out {
		out[i].Attributes = slices.Clone(out[i].Attributes)
	}
	return out
}

var blocks = []Block{
	{
		Name: "quote", Doc: "A sentence that stands out, with the person who said it.",
		Argument:   "by",
		Attributes: []Attribute{{"by", "who says it: person:<id>, or words in quotation marks", false}},
		Body:       "the words",
		Example:    "::: quote person:ada-okonjo\nEvery repairer has a drawer.\n:::\n",
	},
	{
		Name: "person", Doc: "A card with face, name, role, and the direct ways to reach somebody.",
		Argument:   "id",
		Attributes: []Attribute{{"id", "the person's id", true}},
		Body:       "words of your own, if you like",
		Example:    "::: person ada-okonjo\nAsk me about kettles older than I am.\n:::\n",
	},
	{
		Name: "qa", Doc: "Questions and answers. Paragraphs begin with Q: or A: .",
		Argument: "by",
		Attributes: []Attribute{
			{"by", "who answers: person:<id>", false},
			{"asks", "who asks: person:<id>", false},
		},
		Body:    "paragraphs that begin with Q: or A:",
		Example: "::: qa person:ada-okonjo\nQ: What was in the drawer?\n\nA: A cut-out, good. You never know.\n:::\n",
	},
	{
		Name: "timeline", Doc: "What happened when.",
		Body:    "a list; every item begins with a date and a colon",
		Example: "::: timeline\n- 1949: The shop opens.\n- 1951-03: The drawer is begun.\n:::\n",
	},
	{
		Name: "gallery", Doc: "Several pictures beside each other. A picture's title is its caption.",
		Body:    "pictures",
		Example: "::: gallery\n![The bench](bench.jpg \"Monday\")\n![The drawer](drawer.jpg \"Tuesday\")\n:::\n",
	},
	{
		Name: "video", Doc: "A film. Your own file plays in place; one elsewhere is a picture and a link.",
		Argument: "src",
		Attributes: []Attribute{
			{"src", "the file, or an https: address elsewhere", true},
			{"title", "what one sees", false},
			{"poster", "a picture to show before it plays", false},
			{"captions", "a .vtt file with the spoken words", false},
		},
		Body:    "the spoken words, for those who cannot hear",
		Example: "::: video src=\"film.mp4\" poster=\"film.jpg\" captions=\"film.vtt\" title=\"Ada takes a kettle apart\"\n:::\n",
	},
	{
		Name: "audio", Doc: "A recording of your own, with its words.",
		Argument: "src",
		Attributes: []Attribute{
			{"src", "the file", true},
			{"title", "what one hears", false},
		},
		Body:    "the transcript",
		Example: "::: audio src=\"talk.mp3\" title=\"Mrs Fenn on the telephone\"\nWell, that's four generations at the wedding.\n:::\n",
	},
	callout("note", "Something to know beside the story."),
	callout("tip", "Something that helps."),
	callout("important", "Something not to miss."),
	callout("warning", "Something that can go wrong."),
	callout("caution", "Something that can hurt."),
}

// callout describes a block that > [!NOTE] is another way to write.
func callout(name, doc string) Block {
	return Block{
		Name: name, Doc: doc, Argument: "title",
		Attributes: []Attribute{{"title", "words in place of the usual heading", false}},
		Body:       "the words",
		Example:    "::: " + name + " \"If your own kettle goes bang\"\nUnplug it before you look.\n:::\n",
	}
}

func findBlock(name string) *Block {
	for i := range blocks {
		if blocks[i].Name == name {
			return &blocks[i]
		}
	}
	return nil
}

// likeBlock words which block may have been meant.
func likeBlock(name string) string {
	other := map[string][]string{
		"quote": {"pull", "pullquote", "blockquote", "citation"}, "person": {"card", "people", "contact"},
		"qa": {"interview", "faq", "q-and-a"}, "timeline": {"history", "dates"}, "gallery": {"pictures", "photos", "images"},
		"video": {"film", "youtube", "vimeo", "embed"}, "audio": {"podcast", "sound", "recording"},
		"note": {"info", "aside", "callout", "admonition"}, "caution": {"danger"},
	}
	all := make([]diag.Candidate, len(blocks))
	for i, b := range blocks {
		all[i] = diag.Candidate{ID: b.Name}
		if slices.Contains(other[b.Name], name) {
			return `did you mean "` + b.Name + `"?`
		}
	}
	return diag.DidYouMean(name, all)
}

package graph

import (
	"fmt"
	"html/template"
	"strings"
	"sync"

	"kith/generator/ledger"
	"kith/generator/markdown"
	"kith/generator/model"
	"kith/generator/view"
)

// A Reader is the graph as one output sees it. It answers questions and
// notes each; what an output may know is what it asked.
type Reader struct {
	g     *Graph
	env   Env
	notes []Note
	seen  map[string]bool
	cards []view.StoryCard // handed out (StoryCards)
}

// Note is a question that an output asked. Answer is its answer's digest, or
// zero where only Digest knows it.
type Note struct {
	Question string
	Answer   ledger.Digest
}

// Env is what pages need besides the graph, given as functions so that the
// graph knows neither files nor themes.
type Env struct {
	// Body reads the HTML of a body, still with its slots open, into buf if
	// it has room.
	Body func(b *model.Body, buf []byte) ([]byte, error)
	// Words reads the words of a story's text, into a buffer that may be
	// too small.
	Words func(*model.Body, []byte) ([]byte, error)
	// Whole says that all outputs are made, so that what many of them need may
	// be read for all at once.
	Whole bool
	// Label is a word of the theme, for text that Markdown makes.
	Label func(lang, key string) string
	// Word is what the theme says on its pages, for data that says the same.
	Word func(lang, key string, values map[string]any) string
	// Code is code of a text in colour. It depends on its arguments alone, so
	// it is no question.
	Code func(lang, code string) []byte
	// Draw makes the picture of a share card, with words before the name of
	// whoever keeps what it says. What it depends on besides is the question
	// "look".
	Draw func(c *ShareCard, keeps string) ([]byte, error)
	// Photo makes a portrait small enough for an address book; nil where there
	// is no picture that can be read. It depends on its argument alone.
	Photo func(Portrait) ([]byte, error)
	// Finder are the words of the finder in a language.
	Finder func(lang string) map[string]string
	// Extra answers questions about things outside of the graph: "template
	// story en", "kith". It returns a zero Digest for what does not exist.
	Extra func(question string) ledger.Digest
}

// Read returns a Reader for one output.
func (g *Graph) Read(env Env) *Reader { return g.ReadIn(new(Reader), env) }

// ReadIn is Read in the memory of a reader that was of use before, and whose
// notes and cards nobody needs any more.
func (g *Graph) ReadIn(old *Reader, env Env) *Reader {
	seen := old.seen
	if seen == nil {
		seen = map[string]bool{}
	}
	clear(seen)
	*old = Reader{g: g, env: env, seen: seen, notes: old.notes[:0], cards: old.cards[:0]}
	return old
}

// Notes returns the questions asked, each once, in order.
func (r *Reader) Notes() []Note { return r.notes }

// Note records a question that is answered elsewhere, such as "template
// story en".
func (r *Reader) Note(question string) { r.note(question) }

func (r *Reader) note(question string) { r.noteAnswer(question, ledger.Digest{}) }

func (r *Reader) noteAnswer(question string, answer ledger.Digest) {
	if !r.seen[question] {
		r.seen[question] = true
		r.notes = append(r.notes, Note{question, answer})
	}
}

// memo remembers answers that many pages ask for, such as cards: the digests
// of all, and those answers themselves that were asked for of late. The cards
// of a hundred thousand stories would be more than the stories.
type memo struct {
	mu         sync.RWMutex
	digests    map[string]ledger.Digest
	texts      strings.Builder // of questions in digests, piece by piece
	young, old map[string]remembered
}

const textsRoom = 1 << 13

// mostYoung is how many answers are kept at least, once there are so many, and
// up to twice as many. A story stands in some ten lists, so where the cards of
// all fit, as those of ten thousand do, each is made once: with a quarter of
// them kept each was made nine times, which took a twentieth of a build.
const mostYoung = 16384

func (m *memo) get(question string) (remembered, bool) {
	m.mu.RLock()
	r, young := m.young[question]
	if young {
		m.mu.RUnlock()
		return r, true
	}
	r, old := m.old[question]
	known := old
	if !old {
		r.digest, known = m.digests[question]
	}
	m.mu.RUnlock()
	if old {
		m.mu.Lock()
		m.keep(question, r)
		m.mu.Unlock()
	}
	return r, known
}

func (m *memo) put(question string, r remembered) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.digests == nil {
		m.digests = map[string]ledger.Digest{}
	}
	if m.texts.Len()+len(question) > m.texts.Cap() {
		m.texts = strings.Builder{}
		m.texts.Grow(max(textsRoom, len(question)))
	}
	from := m.texts.Len()
	m.texts.WriteString(question)
	question = m.texts.String()[from:]
	m.digests[question] = r.digest
	if r.answer != nil {
		m.keep(question, r)
	}
}

// keep keeps an answer, in place of those that nobody asked for in a while.
func (m *memo) keep(question string, r remembered) {
	if m.young == nil || len(m.young) >= mostYoung {
		m.young, m.old = make(map[string]remembered, len(m.young)), m.young
	}
	m.young[question] = r
}

type remembered struct {
	answer any
	digest ledger.Digest
}

// shared are the questions that many outputs ask. Answers to the others are
// used once, so they are not remembered.
var shared = map[string]bool{
	"site": true, "person.card": true, "story.card": true, "value.card": true, "route.card": true, "term.card": true,
	"index": true, "years": true, "people": true, "values": true, "value.names": true, "topic.names": true,
	"routes": true, "terms": true, "person.paper": true, "way": true, "country": true,
}

// questions are all that can be asked, by name. Each gets what stands after
// the name; an answer of nil means absent.
var questions map[string]func(g *Graph, arg string) any

func init() {
	questions = map[string]func(*Graph, string) any{
		"site":          (*Graph).askSite,
		"person.card":   (*Graph).askPersonCard,
		"person":        (*Graph).askPerson,
		"person.paper":  (*Graph).askOnPaper,
		"contact":       (*Graph).askContact,
		"story.card":    (*Graph).askStoryCard,
		"story":         (*Graph).askStory,
		"story.line":    (*Graph).askStoryLine,
		"story.next":    (*Graph).askNeighbours,
		"related":       (*Graph).askRelated,
		"related.facts": (*Graph).askRelatedFacts,
		"value.card":    (*Graph).askValueCard,
		"value":         (*Graph).askValue,
		"share":         (*Graph).askShare,
		"route.card":    (*Graph).askRouteCard,
		"route":         (*Graph).askRoute,
		"term.card":     (*Graph).askTermCard,
		"term":          (*Graph).askTerm,
		"term.people":   (*Graph).askTermPeople,
		"page":          (*Graph).askPage,
		"index":         (*Graph).askIndex,
		"text":          (*Graph).askText,
		"slots":         (*Graph).askSlots,
		"stories":       (*Graph).askStories,
		"years":         (*Graph).askYears,
		"people":        (*Graph).askPeople,
		"values":        (*Graph).askValues,
		"routes":        (*Graph).askRoutes,
		"terms":         (*Graph).askTerms,
		"pages":         (*Graph).askPages,
		"voice":         (*Graph).askVoice,
		"section":       (*Graph).askSection,
		"value.names":   (*Graph).askValueNames,
		"topic.names":   (*Graph).askTopicNames,
		"needs":         (*Graph).askNeeds,
		"page.contact":  (*Graph).askPageContact,
		"connections":   (*Graph).askConnections,
		"latest":        (*Graph).askLatest,
		"news":          (*Graph).askNews,
		"sitemap":       (*Graph).askSitemap,
		"business.card": (*Graph).askBusinessCard,
		"colleagues":    (*Graph).askColleagues,
		"way":           (*Graph).askWay,
		"way.owner":     (*Graph).askOwner,
		"country":       (*Graph).askCountry,
		"find.near":     (*Graph).askFindNear,
		"find.stories":  (*Graph).askFindStories,
		"find.heads":    (*Graph).askFindHeads,
		"find.words":    (*Graph).askFindWords,
		"alternates":    (*Graph).askAlternates,
		"elsewhere":     (*Graph).askElsewhere,
		"speaker":       (*Graph).askSpeaker,
	}
}

// lookup answers a question. Where only its digest is wanted, an answer that
// was not kept is not made again.
func (g *Graph) lookup(question string, wanted bool) remembered {
	name, arg, _ := strings.Cut(question, " ")
	if OfWords(name) {
		// Not remembered: it costs little, and differs where all else is
		// shared (With).
		got := remembered{digest: ledger.Absent}
		if got.answer = questions[name](g, arg); got.answer != nil {
			got.digest = ledger.Of(got.answer)
		}
		return got
	}
	f, ok := questions[name]
	if !ok {
		panic(fmt.Sprintf("graph: nobody answers the question %q", question))
	}
	var got remembered
	known := false
	if shared[name] {
		got, known = g.memo.get(question)
		if known && (got.answer != nil || !wanted || got.digest == ledger.Absent) {
			return got
		}
	}
	got.answer = f(g, arg)
	switch {
	case known: // its digest too
	case got.answer == nil:
		got.digest = ledger.Absent
	default:
		got.digest = ledger.Of(got.answer)
	}
	if shared[name] {
		g.memo.put(question, got)
	}
	return got
}

// Digest is the digest of today's answer to a question asked at any time.
func (g *Graph) Digest(env Env, question string) ledger.Digest {
	name, _, _ := strings.Cut(question, " ")
	if _, ok := questions[name]; ok {
		return g.lookup(question, false).digest
	}
	return env.Extra(question)
}

// Question is a question as it stands in the ledger, where those that are
// asked of other languages than the main one begin with theirs: "@fr site ".
func (g *Graph) Question(text string) string {
	if g.base == g.root {
		return text
	}
	return InEdition(g.cfg.Language, text)
}

// InEdition puts a language before a question, "" for the main one.
func InEdition(language, question string) string {
	if language == "" {
		return question
	}
	return "@" + language + " " + question
}

// Edition takes apart what InEdition put together.
func Edition(question string) (language, text string) {
	if rest, ok := strings.CutPrefix(question, "@"); ok {
		language, text, _ = strings.Cut(rest, " ")
		return language, text
	}
	return "", question
}

// OfWords reports whether questions of a kind are about the words of texts.
// All others have the same answers while nothing but words is another.
func OfWords(name string) bool { return name == "text" || name == "find.words" }

// Knows reports whether the graph itself answers a kind of question.
func Knows(name string) bool { return questions[name] != nil }

// ask returns the answer to a question, and notes it.
func ask[T any](r *Reader, question string) (T, bool) {
	got := r.g.lookup(question, true)
	r.noteAnswer(r.g.Question(question), got.digest)
	if got.answer == nil {
		var zero T
		return zero, false
	}
	return got.answer.(T), true
}

// Text is a body with its slots filled: finished HTML.
func (r *Reader) Text(kind model.Kind, id string) (template.HTML, error) {
	what := string(kind) + " " + id
	if _, ok := ask[string](r, "text "+what); !ok {
		return "", nil
	}
	filled, _ := ask[filledBody](r, "slots "+what)
	body := r.g.bodyOf(what)
	if body.Size == 0 {
		return "", nil
	}
	buf := scratch.Get().(*[]byte)
	defer scratch.Put(buf)
	raw, err := r.env.Body(body, *buf)
	if err != nil {
		return "", err
	}
	*buf = raw
	res := &resolver{filled: filled, label: r.env.Label, lang: r.g.cfg.Language, code: r.env.Code}
	var open, shut string
	if tag, dir := r.g.inLanguage(r.g.entryAt(what)); tag != "" {
		res.lang = tag
		open, shut = `<div lang="`+template.HTMLEscapeString(tag)+`" dir="`+dir+`">`, "</div>"
	}
	out := scratch.Get().(*[]byte)
	defer scratch.Put(out)
	*out = append(markdown.Fill(append((*out)[:0], open...), raw, body.Slots, res), shut...)
	return template.HTML(*out), nil
}

// scratch is memory to read bodies into, and to fill them in.
var scratch = sync.Pool{New: func() any { return new([]byte) }}

// Href is the address of a path among the pages of the reader's language. It
// depends on the settings alone, which the question "site" covers.
func (r *Reader) Href(path string) string { return r.g.Href(path) }

// SiteHref is the address of a path under the site's root.
func (r *Reader) SiteHref(path string) string { return r.g.SiteHref(path) }

// Word is what the theme says on its pages, with its gaps filled; "" where it
// has no such words.
func (r *Reader) Word(key string, values map[string]any) string {
	r.note("words " + r.g.cfg.Language)
	if r.env.Word == nil {
		return ""
	}
	return r.env.Word(r.g.cfg.Language, key, values)
}

// Absolute is an address with the site's own host in front.
func (r *Reader) Absolute(href string) string {
	if strings.Contains(href, "://") {
		return href
	}
	return r.g.absolute(href)
}

// RouteIDs lists the ids of all routes, in order.
func (r *Reader) RouteIDs() []string { ids, _ := ask[[]string](r, "routes "); return ids }

// SectionTitle is the name of a folder of plain pages.
func (r *Reader) SectionTitle(name string) string {
	s, ok := ask[string](r, "section "+name)
	if !ok {
		return name
	}
	return s
}

// TopicNames lists the topics that have stories as links, with how many.
func (r *Reader) TopicNames() []view.Link {
	v, _ := ask[[]view.Link](r, "topic.names ")
	return append([]view.Link(nil), v...)
}

// ValueNames lists the values in force as links.
func (r *Reader) ValueNames() []view.Link {
	v, _ := ask[[]view.Link](r, "value.names ")
	return append([]view.Link(nil), v...)
}

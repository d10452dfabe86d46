package voice

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"kith/generator/config"
	"kith/generator/diag"
	"kith/generator/ledger"
	"kith/generator/model"
	"kith/generator/vale"
)

// Options say what a House goes by.
type Options struct {
	// Voice is the rules of voice.md; nil where there is none.
	Voice *model.Voice
	// Config is [voice] of the settings.
	Config config.Voice
	// Lang is the language of the pages it reads.
	Lang string
	// World is what the hub knows.
	World World
	// Styles are the loaded styles of Config.Styles; nil where there are none.
	Styles *vale.Set
}

// House is a house's voice in one language. It may be used from several
// goroutines; its rules are made ready on the first page it reads, so a House
// whose notes are all remembered costs nothing.
type House struct {
	opts  Options
	key   string
	ready sync.Once

	words  *vale.Set // Kith's own
	grade  *vale.Set // ReadingGrade alone, which takes longer than all others
	own    *vale.Set // voice.md's
	styles *vale.Set
	names  *names
	terms  []term
	levels map[string]string // of [voice.rules], by rule or style
	// sentence is how long the house likes sentences, explicit whether it
	// said so.
	sentence int
	explicit bool
}

// New is a House. What is wrong with the rules goes to the list when they are
// made ready by Ready.
func New(o Options) *House {
	h := &House{opts: o, sentence: 28, levels: map[string]string{}}
	for _, r := range o.Config.Rules {
		h.levels[r.Name] = r.Level
	}
	if o.Voice != nil && o.Voice.Sentence > 0 {
		h.sentence, h.explicit = o.Voice.Sentence, true
	}
	styles := ""
	if o.Styles != nil {
		styles = o.Styles.Digest()
	}
	h.key = strings.Join([]string{ledger.Of(keyOf(o)).String(), styles, o.Lang}, " ")
	return h
}

// keyOf is what a House depends on, without positions.
func keyOf(o Options) any {
	type say struct {
		InsteadOf           []string
		Say, Because, Level string
	}
	type key struct {
		Say                      []say
		Never, Names             []string
		People                   string
		Sentence, Grade, Exclaim int
		Config                   [3]string
		Defaults                 bool
		Rules                    [][2]string
		World                    World
	}
	k := key{World: o.World, Defaults: o.Config.Defaults, Config: [3]string{o.Config.Quotations, o.Config.Level, o.Config.Styles}}
	for _, r := range o.Config.Rules {
		k.Rules = append(k.Rules, [2]string{r.Name, r.Level})
	}
	if v := o.Voice; v != nil {
		for _, s := range v.Say {
			k.Say = append(k.Say, say{s.InsteadOf, s.Say, s.Because, s.Level})
		}
		k.Never, k.Names = phrases(v.Never), phrases(v.Names)
		k.People, k.Sentence, k.Grade, k.Exclaim = v.People, v.Sentence, v.Grade, v.Exclaim
	}
	return k
}

func phrases(list []model.Phrase) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.Words)
	}
	return out
}

// Key stands for all that the notes of a page depend on besides the page: with
// the same key, the same page has the same notes.
func (h *House) Key() string { return h.key }

// prepare compiles the rules.
func (h *House) prepare() {
	h.ready.Do(func() {
		h.names = newNames(h.opts.World.People)
		h.words, h.grade, h.own, h.styles = vale.New(), vale.New(), vale.New(), h.opts.Styles
		var list diag.List // the rules are ours, and tests see to them
		if h.opts.Config.Defaults {
			for _, r := range Defaults() {
				if r.File == "" || h.off(r.Name) || !speaks(r.Name, h.opts.Lang) {
					continue
				}
				src, err := fs.ReadFile(Files, r.File)
				if err != nil {
					panic("voice: " + err.Error())
				}
				set := h.words
				if r.Name == gradeName {
					set = h.grade
				}
				set.Parse(r.Name, path.Base(r.File), h.adapted(r.Name, src), &list)
			}
		}
		if t, ok := newTerm(h.opts.World.Company, false); ok {
			h.terms = append(h.terms, t)
		}
		v := h.opts.Voice
		if v == nil {
			return
		}
		for i, s := range v.Say {
			h.parse(sayName+strconv.Itoa(i), s.InsteadOf, &list)
		}
		h.parse(neverName, phrases(v.Never), &list)
		for _, n := range v.Names {
			if t, ok := newTerm(n.Words, true); ok && t.name != h.opts.World.Company {
				h.terms = append(h.terms, t)
			}
		}
	})
}

// adapted is a rule file with the numbers voice.md has for it.
func (h *House) adapted(rule string, src []byte) []byte {
	v := h.opts.Voice
	if v == nil {
		return src
	}
	set := func(pattern, to string) []byte { return regexp.MustCompile(pattern).ReplaceAll(src, []byte(to)) }
	switch {
	case rule == "Kith.SentenceLength" && v.Sentence > 0:
		return set(`(?m)^max: \d+`, "max: "+strconv.Itoa(v.Sentence))
	case rule == "Kith.LongSentence" && v.Sentence > 0:
		return set(`(?m)^max: \d+`, "max: "+strconv.Itoa(max(40, v.Sentence)))
	case rule == "Kith.ReadingGrade" && v.Grade > 0:
		src = set(`(?m)^condition: .*`, `condition: "> `+strconv.Itoa(v.Grade)+`"`)
		return regexp.MustCompile(`7 to 9 suits most people`).ReplaceAll(src, []byte("ours is at most "+strconv.Itoa(v.Grade)))
	case rule == "Kith.Exclamation" && v.Exclaim > 0:
		return set(`(?m)^max: \d+`, "max: "+strconv.Itoa(v.Exclaim))
	}
	return src
}

// off reports whether the settings turn a rule off.
func (h *House) off(rule string) bool { return h.setting(rule) == "off" }

// setting is what [voice.rules] says of a rule, or of its style.
func (h *House) setting(rule string) string {
	if l, ok := h.levels[rule]; ok {
		return l
	}
	style, _, _ := strings.Cut(rule, ".")
	return h.levels[style]
}

// settled is a note's level by the settings; ok is false where it is not to be
// shown.
func (h *House) settled(rule string, level Level) (Level, bool) {
	switch s := h.setting(rule); s {
	case "off":
		return level, false
	case "":
	default:
		level = levelOf(s)
	}
	return level, level >= levelOf(h.opts.Config.Level)
}

const (
	sayName   = "House.Say"
	neverName = "House.Never"
)

// parse makes a rule of words as voice.md has them.
func (h *House) parse(name string, words []string, list *diag.List) {
	var b strings.Builder
	b.WriteString("extends: existence\nmessage: '%s'\nignorecase: true\nnonword: true\ntokens:\n")
	n := 0
	for _, w := range words {
		if p := pattern(w); p != "" {
			b.WriteString("  - " + yamlQuoted(p) + "\n")
			n++
		}
	}
	if n > 0 {
		h.own.Parse(name, "voice.md", []byte(b.String()), list)
	}
}

// pattern is a regular expression for words as they are written: in any case,
// with any white space between them, with either kind of apostrophe.
func pattern(words string) string {
	fields := strings.Fields(words)
	if len(fields) == 0 {
		return ""
	}
	for i, w := range fields {
		w = regexp.QuoteMeta(w)
		fields[i] = strings.NewReplacer("'", "['’]", "’", "['’]").Replace(w)
	}
	return `(?<![\p{L}\p{N}])` + strings.Join(fields, `\s+`) + `(?![\p{L}\p{N}])`
}

func yamlQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// Unknown are the names of [voice.rules] that no rule and no style has, with
// the nearest there is.
func (h *House) Unknown() []config.VoiceRule {
	known := h.Known()
	var out []config.VoiceRule
	for _, r := range h.opts.Config.Rules {
		if !slices.ContainsFunc(known, func(k string) bool { return k == r.Name || strings.HasPrefix(k, r.Name+".") }) {
			out = append(out, r)
		}
	}
	return out
}

package vale

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"kith/generator/diag"
	"kith/generator/markdown"
	"kith/generator/meta"
)

// Set is rules that are used together. Fill it with Load or Parse, then check
// with it, from as many goroutines as you like.
type Set struct {
	env     env
	config  config
	rules   []*rule
	byName  map[string]*rule
	refused []string
	fsys    fs.FS
	styles  []string // folders in which styles are looked for
	ini     string   // the file with the settings, if there is one
	text    []string // what the digest is made of

	vocabularies map[string]*vocabulary
	rejected     []string
	spelling     *place // where Vale.Spelling was asked for
	reading      markdown.ProseOptions

	ready    sync.Once
	index    wordIndex
	digest   string
	profiles sync.Map  // of which sections apply -> *profile
	pool     sync.Pool // of *marks
	words    wordLengths

	lock sync.Mutex
	slow map[string]diag.Diagnostic
}

// New returns a Set without rules.
func New() *Set { return &Set{byName: map[string]*rule{}, config: newConfig()} }

// iniNames are the files that may hold the settings of styles.
var iniNames = []string{".vale.ini", "_vale.ini", "vale.ini", ".vale"}

// Load reads a folder of styles: with a .vale.ini in it, what that says; else
// every style in it (a style is a folder of rules), all rules on. It may also
// be the .vale.ini itself. What is wrong goes to the list; what is right is in
// the Set, which is never nil.
func Load(fsys fs.FS, dir string, list *diag.List) *Set {
	s := New()
	s.fsys = fsys
	ini := ""
	if info, err := fs.Stat(fsys, dir); err == nil && !info.IsDir() {
		ini, dir = dir, path.Dir(dir)
	} else {
		for _, name := range iniNames {
			if info, err := fs.Stat(fsys, path.Join(dir, name)); err == nil && !info.IsDir() {
				ini = path.Join(dir, name)
				break
			}
		}
	}
	if s.ini = ini; ini != "" {
		s.readINI(ini, list)
	} else {
		s.styles = []string{dir}
		s.config.global.styles = s.folders(dir)
		if len(s.config.global.styles) == 0 {
			list.Add("no-styles", diag.In(dir), 0, "There are no styles in "+dir+".",
				"A style is a folder of rules, such as "+dir+"/Ours/Jargon.yml; or put a .vale.ini there that names some")
		}
	}
	for _, style := range s.config.wanted() {
		s.readStyle(style, list)
	}
	s.readSingles(list)
	s.vocabularyRules()
	s.strangers(list)
	if s.spelling != nil {
		list.Add("rule-unsupported", s.spelling.Pos, s.spelling.Len, "The rule Vale.Spelling is left out: it "+refused["spelling"][3:],
			"Vale.Spelling = NO says that you know.")
	}
	return s
}

// strangers reports rules that the settings name and no style has. Vale lets
// them pass, so that a slip turns nothing off and nobody learns of it.
func (s *Set) strangers(list *diag.List) {
	var all []diag.Candidate
	known := map[string]bool{"Vale": true}
	add := func(name string) {
		known[name] = true
		all = append(all, diag.Candidate{ID: name})
	}
	for _, name := range s.All() {
		add(name)
		known[styleOf(name)] = true
	}
	for what, at := range s.config.where {
		name, isRule := strings.CutPrefix(what, "rule ")
		style := styleOf(name)
		_, missing := s.config.where["style "+style]
		// Of a style that is not there as a whole, that has been said.
		if !isRule || known[name] || style == "Vale" || missing && !known[style] {
			continue
		}
		hint := diag.DidYouMean(name, all)
		if hint == "" {
			hint = "a rule is called by its file: " + style + "/Jargon.yml is " + style + ".Jargon"
		}
		list.Add("unknown-voice-rule", at.Pos, at.Len, "There is no rule called "+diag.Quote(name)+".", hint)
	}
}

// folders are those that hold rules.
func (s *Set) folders(dir string) []string {
	entries, err := fs.ReadDir(s.fsys, dir)
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if !e.IsDir() || e.Name() == "config" || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if files := s.ruleFiles(path.Join(dir, e.Name())); len(files) > 0 {
			out = append(out, e.Name())
		}
	}
	return out
}

func (s *Set) ruleFiles(dir string) []string {
	var out []string
	_ = fs.WalkDir(s.fsys, dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(p) == ".yml" && !strings.HasSuffix(p, ".test.yml") && !strings.HasPrefix(path.Base(p), ".") {
			out = append(out, p)
		}
		return nil
	})
	slices.Sort(out)
	return out
}

// readStyle loads the rules of a style that may run somewhere.
func (s *Set) readStyle(style string, list *diag.List) {
	if style == "Vale" {
		s.builtIn()
		return
	}
	for _, root := range s.styles {
		dir := path.Join(root, style)
		info, err := fs.Stat(s.fsys, dir)
		if err != nil || !info.IsDir() {
			continue
		}
		for _, file := range s.ruleFiles(dir) {
			s.readRule(ruleName(root, file), file, list)
		}
		return
	}
	at := s.config.where["style "+style]
	list.Add("no-styles", at.Pos, at.Len, "There is no style called "+diag.Quote(style)+".",
		"A style is a folder of that name in "+strings.Join(s.styles, " or "))
}

func (s *Set) readRule(name, file string, list *diag.List) {
	if s.byName[name] != nil || !s.config.somewhere(name) {
		return
	}
	src, err := fs.ReadFile(s.fsys, file)
	if err != nil {
		list.Add("unreadable-file", diag.In(file), 0, "The rule "+name+" cannot be read.", "")
		return
	}
	s.text = append(s.text, name, string(src))
	s.parse(name, file, src, list)
	if r := s.byName[name]; r != nil {
		s.config.setLevel(r)
	}
}

// readSingles loads rules that are turned on by their own names.
func (s *Set) readSingles(list *diag.List) {
	for _, name := range s.config.named() {
		style, rest, ok := strings.Cut(name, ".")
		if !ok || s.byName[name] != nil || style == "Vale" {
			if style == "Vale" {
				s.builtIn()
			}
			continue
		}
		for _, root := range s.styles {
			file := path.Join(root, style, strings.ReplaceAll(rest, ".", "/")+".yml")
			if _, err := fs.Stat(s.fsys, file); err == nil {
				s.readRule(name, file, list)
				break
			}
		}
	}
}

// source finds a rule that another extends.
func (s *Set) source(name string, list *diag.List) (meta.Node, bool) {
	if s.fsys == nil {
		return meta.Node{}, false
	}
	for _, root := range s.styles {
		file := path.Join(root, strings.ReplaceAll(name, ".", "/")+".yml")
		if src, err := fs.ReadFile(s.fsys, file); err == nil {
			s.text = append(s.text, name, string(src))
			return meta.ParseYAML(file, src, "bad-rule", list)
		}
	}
	return meta.Node{}, false
}

// Rules are the names of all rules, sorted.
func (s *Set) Rules() []string {
	out := make([]string, 0, len(s.rules))
	for _, r := range s.rules {
		out = append(out, r.name)
	}
	slices.Sort(out)
	return out
}

// Refused are the names of the rules that were left out because Kith cannot
// run them.
func (s *Set) Refused() []string { return slices.Clone(s.refused) }

// Digest stands for all rules and settings: with another one, the same text
// may have other alerts.
func (s *Set) Digest() string {
	s.prepare()
	return s.digest
}

// prepare ends filling.
func (s *Set) prepare() {
	s.ready.Do(func() {
		slices.SortStableFunc(s.rules, func(a, b *rule) int { return strings.Compare(a.name, b.name) })
		h := sha256.New()
		for _, t := range s.text {
			h.Write([]byte(t))
			h.Write([]byte{0})
		}
		s.digest = hex.EncodeToString(h.Sum(nil)[:12])
		for _, r := range s.rules {
			for _, p := range r.patterns() {
				s.index.add(p)
				for i := range p.alts {
					r.wordy = r.wordy || len(p.alts[i].need.words) > 0
				}
			}
		}
		s.pool.New = func() any { return &marks{} }
	})
}

// tooSlow notes that a rule could not be run in reasonable time.
func (s *Set) tooSlow(r *rule, err error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.slow == nil {
		s.slow = map[string]diag.Diagnostic{}
	}
	var slow errSlow
	if !errors.As(err, &slow) {
		s.slow[r.name] = diag.Diagnostic{
			Code: "bad-rule", Severity: diag.Error, Pos: r.at,
			Message: "The rule " + r.name + " could not be run: " + reason(err) + ".",
			Hint:    "Its patterns can be read, but not by the engine that this text needs.",
		}
		return
	}
	s.slow[r.name] = diag.Diagnostic{
		Code: "slow-rule", Severity: diag.Code("slow-rule").Severity(), Pos: r.at,
		Message: "The rule " + r.name + " takes too long on some texts, so it was given up.",
		Hint:    "A repetition inside a repetition, such as (a+)+, tries too many ways; one of them will do. The pattern is " + diag.Quote(slow.src) + ".",
	}
}

// Problems are what came up while texts were checked: rules that took too long.
func (s *Set) Problems() []diag.Diagnostic {
	s.lock.Lock()
	defer s.lock.Unlock()
	out := make([]diag.Diagnostic, 0, len(s.slow))
	for _, d := range s.slow {
		out = append(out, d)
	}
	diag.Sort(out)
	return out
}

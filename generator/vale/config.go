package vale

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"kith/generator/diag"
)

// config is what a .vale.ini says about which rules run where.
type config struct {
	least    Level // MinAlertLevel
	global   section
	sections []section
	levels   map[string]Level             // by rule or style, for all files
	params   map[string]map[string]string // Style.Rule[key] = value
	tokens   []ignore
	blocks   []ignore
	where    map[string]place // where something was named
}

type place struct {
	Pos diag.Pos
	Len int
}

// section is what is said for some files.
type section struct {
	glob   string
	files  *regexp.Regexp // nil for all
	not    bool
	styles []string
	based  bool // it says on which styles
	on     map[string]bool
	levels map[string]Level
	unset  []string
	vocab  []string
}

// ignore is a pattern of something to be left out, in some files.
type ignore struct {
	glob string // of the section; "*" for all files
	expr *expr
}

func newConfig() config {
	return config{
		global: section{on: map[string]bool{}}, levels: map[string]Level{}, params: map[string]map[string]string{},
		where: map[string]place{},
	}
}

func (c *section) matches(file string) bool {
	return c.files == nil || c.files.MatchString(file) != c.not
}

// wanted are the styles that some file is based on, and those of which some
// rule is on.
func (c *config) wanted() []string {
	var out []string
	add := func(styles []string) {
		for _, s := range styles {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	add(c.global.styles)
	for i := range c.sections {
		add(c.sections[i].styles)
	}
	return out
}

// named are the rules that are turned on or off by name.
func (c *config) named() []string {
	var out []string
	for _, s := range append([]section{c.global}, c.sections...) {
		for name := range s.on {
			if strings.Contains(name, ".") && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out
}

// lookUp finds what is said about a rule, else about its style.
func lookUp[V any](m map[string]V, rule string) (V, bool) {
	if v, ok := m[rule]; ok {
		return v, true
	}
	v, ok := m[styleOf(rule)]
	return v, ok
}

func styleOf(rule string) string {
	style, _, _ := strings.Cut(rule, ".")
	return style
}

// somewhere says whether a rule may run in some file.
func (c *config) somewhere(rule string) bool {
	for i := range c.sections {
		if on, ok := lookUp(c.sections[i].on, rule); ok && on {
			return true
		}
	}
	if on, ok := lookUp(c.global.on, rule); ok {
		return on
	}
	style := styleOf(rule)
	if slices.Contains(c.global.styles, style) {
		return true
	}
	for i := range c.sections {
		s := &c.sections[i]
		if on, ok := lookUp(s.on, rule); slices.Contains(s.styles, style) && (!ok || on) {
			return true
		}
	}
	return false
}

func (c *config) setLevel(r *rule) {
	if l, ok := lookUp(c.levels, r.name); ok {
		r.level = l
	}
}

// profile is which rules run in a file, and how.
type profile struct {
	key    string
	rules  []*rule
	level  map[*rule]Level
	styles []string
	// sentences and paragraphs say whether some rule asks for them.
	sentences, paragraphs bool
	// parts says that some rule asks for links and the like, leavesOut that
	// some rule does not want to see them.
	parts, leavesOut bool
	scoped           sync.Map // scope of a block -> []*rule
}

// profile returns what the settings say about a file.
func (s *Set) profile(file string) *profile {
	var key strings.Builder
	for i := range s.config.sections {
		if s.config.sections[i].matches(file) {
			key.WriteByte('1')
		} else {
			key.WriteByte('0')
		}
	}
	if p, ok := s.profiles.Load(key.String()); ok {
		return p.(*profile)
	}
	p := s.newProfile(file)
	p.key = key.String()
	got, _ := s.profiles.LoadOrStore(p.key, p)
	return got.(*profile)
}

func (s *Set) newProfile(file string) *profile {
	c := &s.config
	styles := c.global.styles
	on, levels, unset := map[string]bool{}, map[string]Level{}, map[string]bool{}
	for i := range c.sections {
		sec := &c.sections[i]
		if !sec.matches(file) {
			continue
		}
		if sec.based {
			styles = sec.styles
			if len(styles) == 0 { // nothing runs here
				on, levels, unset = map[string]bool{}, map[string]Level{}, map[string]bool{}
				for k := range c.global.on {
					on[k] = false
				}
			}
		}
		for k, v := range sec.on {
			on[k] = v
			delete(unset, k)
		}
		for k, v := range sec.levels {
			levels[k] = v
		}
		for _, k := range sec.unset {
			delete(on, k)
			delete(levels, k)
			unset[k] = true
		}
	}
	p := &profile{level: map[*rule]Level{}, styles: styles}
	for _, r := range s.rules {
		level := r.level
		if l, ok := lookUp(levels, r.name); ok {
			level = l
		}
		if level < c.least || !turnedOn(r.name, styles, on, unset, c.global.on) {
			continue
		}
		p.rules = append(p.rules, r)
		p.level[r] = level
		p.ask(r)
	}
	return p
}

// ask notes which pieces of blocks a rule asks for.
func (p *profile) ask(r *rule) {
	p.sentences = p.sentences || r.scope.names("sentence")
	p.paragraphs = p.paragraphs || r.scope.names("paragraph")
	p.leavesOut = p.leavesOut || len(r.scope.without) > 0
	for _, part := range partScopes {
		p.parts = p.parts || r.scope.names(part)
	}
}

func turnedOn(rule string, styles []string, on, unset, global map[string]bool) bool {
	if v, ok := lookUp(on, rule); ok {
		return v
	}
	if !unset[rule] {
		if v, ok := global[rule]; ok {
			return v
		}
	}
	if style := styleOf(rule); !unset[style] {
		if v, ok := global[style]; ok {
			return v
		}
	}
	return slices.Contains(styles, styleOf(rule))
}

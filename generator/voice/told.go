package voice

import (
	"slices"
	"strings"

	"kith/generator/diag"
	"kith/generator/model"
)

// Untold is a sheet to remember: without what its rules can tell again.
func (s Sheet) Untold() Sheet {
	s.File, s.Findings = "", slices.Clone(s.Findings)
	s.Notes = slices.Clone(s.Notes)
	for i := range s.Notes {
		s.Notes[i].untold()
	}
	s.Kept = slices.Clone(s.Kept)
	for i := range s.Kept {
		s.Kept[i].untold()
	}
	return s
}

// Told is a sheet that was remembered, about the page of a file.
func (s Sheet) Told(file string) Sheet {
	s.File = file
	s.Notes = slices.Clone(s.Notes)
	for i := range s.Notes {
		s.Notes[i].told(file)
	}
	s.Kept = slices.Clone(s.Kept)
	for i := range s.Kept {
		s.Kept[i].told(file)
	}
	return s
}

func (n *Note) untold() {
	n.Pos.File = ""
	if r, ok := Find(n.Rule); ok && n.Rule != sayName {
		if n.Why == r.Why {
			n.Why = ""
		}
		n.Before, n.After = "", ""
	}
}

func (n *Note) told(file string) {
	n.Pos.File = file
	if r, ok := Find(n.Rule); ok && n.Rule != sayName {
		if n.Why == "" {
			n.Why = r.Why
		}
		n.Before, n.After = r.Before, r.After
	}
}

// Names is what other languages have of these rules: how names are spelt.
func (h *House) Names() *model.Voice {
	if h.opts.Voice == nil || len(h.opts.Voice.Names) == 0 {
		return nil
	}
	return &model.Voice{Names: h.opts.Voice.Names}
}

// Known are the names of all rules, those of the styles too.
func (h *House) Known() []string {
	known := Names()
	if h.opts.Styles != nil {
		known = append(known, h.opts.Styles.Rules()...)
	}
	return known
}

// Problems are what came up while pages were read: rules of styles that took
// too long.
func (h *House) Problems() []diag.Diagnostic {
	if h.opts.Styles == nil {
		return nil
	}
	return h.opts.Styles.Problems()
}

// sameRule reports whether a name is a rule's, or its style's.
func sameRule(name, rule string) bool {
	return strings.EqualFold(rule, name) || strings.EqualFold(style(rule), name)
}

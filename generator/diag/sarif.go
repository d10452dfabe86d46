package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strings"
)

// The parts of SARIF 2.1.0 (OASIS Standard, 27 March 2020) that carry what a
// finding has to say.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifText    `json:"shortDescription"`
		Default sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string            `json:"ruleId"`
		RuleIndex int               `json:"ruleIndex"`
		Level     string            `json:"level"`
		Message   sarifText         `json:"message"`
		Locations []sarifLocation   `json:"locations,omitempty"`
		Related   []sarifLocation   `json:"relatedLocations,omitempty"`
		Prints    map[string]string `json:"partialFingerprints"`
		Fixes     []sarifFix        `json:"fixes,omitempty"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
	sarifLocation struct {
		ID       *int          `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
)

// SARIF writes the findings as SARIF 2.1.0, which code hosts and editors
// show beside the lines. version is the program's own.
func (p *Printer) SARIF(w io.Writer, ds []Diagnostic, version string) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "Kith", Version: version, Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
	}
	index := map[string]int{}
	var names []string
	first := map[string]*Diagnostic{}
	for i := range ds {
		if name := ds[i].Name(); first[name] == nil {
			first[name] = &ds[i]
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for i, name := range names {
		index[name] = i
		d := first[name]
		doc, level := name, d.Code.Severity()
		if rule, ok := Find(d.Code); ok {
			doc = rule.Doc
		}
		if d.Rule != "" {
			doc, level = d.Rule, d.Severity
			if p.About != nil {
				doc = p.About(d.Rule)
			}
		}
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{name, sarifText{doc}, sarifDefault{sarifLevel(level)}})
	}
	for _, d := range ds {
		text := Sentence(d.Message)
		if d.Hint != "" {
			text += " " + d.Hint
		}
		r := sarifResult{
			RuleID: d.Name(), RuleIndex: index[d.Name()], Level: sarifLevel(d.Severity), Message: sarifText{text},
			Prints: map[string]string{"kith/v1": Fingerprint(d)},
		}
		if d.Pos.File != "" {
			r.Locations = []sarifLocation{{Physical: p.physical(d.Pos, d.Len)}}
		}
		r.Fixes = p.fixes(d)
		for i, rel := range d.Related {
			if rel.Pos.File != "" {
				r.Related = append(r.Related, sarifLocation{ID: &i, Physical: p.physical(rel.Pos, 0), Message: &sarifText{rel.Message}})
			}
		}
		run.Results = append(run.Results, r)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(sarifLog{
		Schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run},
	})
}

func sarifLevel(s Severity) string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "note"
}

func (p *Printer) physical(pos Pos, length int) sarifPhysical {
	ph := sarifPhysical{Artifact: sarifArtifact{(&url.URL{Path: pos.File}).EscapedPath()}}
	if at := p.Place(pos); at.Line > 0 {
		ph.Region = &sarifRegion{StartLine: at.Line, StartColumn: at.Column}
		if end := p.Place(Pos{pos.File, pos.Offset + length}); length > 0 && end.Line >= at.Line {
			ph.Region.EndLine, ph.Region.EndColumn = end.Line, end.Column
		}
	}
	return ph
}

// fixes are what could stand in place of the words a finding is about.
func (p *Printer) fixes(d Diagnostic) []sarifFix {
	at := p.physical(d.Pos, d.Len)
	if at.Region == nil || at.Region.EndLine == 0 {
		return nil
	}
	var out []sarifFix
	for _, f := range d.Fixes {
		out = append(out, sarifFix{
			sarifText{"Write " + Quote(f)},
			[]sarifChange{{at.Artifact, []sarifReplacement{{*at.Region, sarifText{f}}}}},
		})
	}
	return out
}

// Fingerprint stands for a finding wherever it moves in its file: the same
// words about the same file. Two equal ones in a file share it.
func Fingerprint(d Diagnostic) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{d.Name(), d.Pos.File, d.Message}, "\x00")))
	return hex.EncodeToString(sum[:12])
}

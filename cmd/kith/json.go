package main

import (
	"encoding/json"
	"io"
	"os"
	"strings"

	"kith/generator"
	"kith/generator/diag"
)

// The JSON of --json. Fields are only ever added, so that scripts go on
// working.
type (
	jsonBuild struct {
		Published bool          `json:"published"`
		Pages     int           `json:"pages"`
		Files     int           `json:"files"`
		Written   int           `json:"written"`
		Kept      int           `json:"kept"`
		Rendered  int           `json:"rendered"`
		Removed   int           `json:"removed"`
		Held      []jsonHeld    `json:"held"`
		Purge     *jsonPurge    `json:"purge,omitempty"`
		Next      string        `json:"next_change,omitempty"`
		Foreign   []string      `json:"not_ours"`
		Why       []jsonWhy     `json:"why,omitempty"`
		Wrong     []string      `json:"differs,omitempty"`
		Took      int64         `json:"took_ms"`
		Errors    int           `json:"errors"`
		Warnings  int           `json:"warnings"`
		Findings  []jsonFinding `json:"findings"`
	}
	jsonCheck struct {
		Errors   int           `json:"errors"`
		Warnings int           `json:"warnings"`
		Findings []jsonFinding `json:"findings"`
	}
	jsonHeld struct {
		File  string `json:"file"`
		Kind  string `json:"kind"`
		ID    string `json:"id"`
		Why   string `json:"why"`
		Until string `json:"until,omitempty"`
		Ask   string `json:"ask,omitempty"`
	}
	jsonPurge struct {
		People    []string `json:"people"`
		Addresses []string `json:"addresses"`
	}
	jsonWhy struct {
		Path string `json:"path"`
		Why  string `json:"why"`
	}
	jsonFinding struct {
		Code     diag.Code     `json:"code"`
		Severity string        `json:"severity"`
		File     string        `json:"file,omitempty"`
		Line     int           `json:"line,omitempty"`
		Column   int           `json:"column,omitempty"`
		Page     string        `json:"page,omitempty"`
		Message  string        `json:"message"`
		Hint     string        `json:"hint,omitempty"`
		Related  []jsonRelated `json:"related,omitempty"`
		// Rule, Level and Fixes are those of voice notes.
		Rule  string   `json:"rule,omitempty"`
		Level string   `json:"level,omitempty"`
		Fixes []string `json:"fixes,omitempty"`
		// Length is how many bytes from there the finding is about.
		Length int `json:"length,omitempty"`
	}
	jsonRelated struct {
		File    string `json:"file,omitempty"`
		Line    int    `json:"line,omitempty"`
		Column  int    `json:"column,omitempty"`
		Message string `json:"message"`
	}
)

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func buildJSON(dir string, rep *generator.Report) jsonBuild {
	out := jsonBuild{
		Published: rep.Published, Pages: rep.Pages, Files: rep.Files, Written: rep.Written, Kept: rep.Kept,
		Rendered: rep.Rendered, Removed: rep.Removed, Next: rep.Next.ISO(), Foreign: rep.Foreign, Wrong: rep.Wrong,
		Took: rep.Took.Milliseconds(), Errors: rep.Errors(), Warnings: rep.Warnings(),
		Findings: findingsJSON(dir, rep.Findings), Held: []jsonHeld{},
	}
	if out.Foreign == nil {
		out.Foreign = []string{}
	}
	for _, h := range rep.Held {
		out.Held = append(out.Held, jsonHeld{h.File, h.What, h.ID, h.Why, h.Until.ISO(), h.Ask})
	}
	if len(rep.Purge.Addresses) > 0 {
		out.Purge = &jsonPurge{rep.Purge.People, rep.Purge.Addresses}
	}
	for _, r := range rep.Why {
		out.Why = append(out.Why, jsonWhy(r))
	}
	return out
}

func checkJSON(dir string, rep *generator.Report) jsonCheck {
	return jsonCheck{rep.Errors(), rep.Warnings(), findingsJSON(dir, rep.Findings)}
}

func findingsJSON(dir string, ds []diag.Diagnostic) []jsonFinding {
	p := diag.Printer{Source: sources(dir)}
	out := make([]jsonFinding, 0, len(ds))
	for _, d := range ds {
		at := p.Place(d.Pos)
		f := jsonFinding{
			Code: d.Code, Severity: d.Severity.String(), File: d.Pos.File, Line: at.Line, Column: at.Column,
			Page: d.Page, Message: d.Message, Hint: d.Hint, Rule: d.Rule, Fixes: d.Fixes,
		}
		if d.Rule != "" {
			f.Length = d.Len
			f.Level = strings.ReplaceAll(d.Word(), " ", "-")
		}
		for _, r := range d.Related {
			at := p.Place(r.Pos)
			f.Related = append(f.Related, jsonRelated{r.Pos.File, at.Line, at.Column, r.Message})
		}
		out = append(out, f)
	}
	return out
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

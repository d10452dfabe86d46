package main

import (
	"encoding/json"
	"fmt"
	"os"

	"kith/generator/diag"
)

// known is a finding of a baseline: the same words about the same file,
// wherever in it they stand by now. One about no file in particular is known
// by its code: its words say how many there are, and which.
type known struct {
	code                diag.Code
	rule, file, message string
}

func knownAs(code diag.Code, rule, file, message string) known {
	if file == "" {
		message = ""
	}
	return known{code, rule, file, message}
}

// readBaseline reads what kith check --json wrote. "" is no baseline.
func readBaseline(file string) (map[known]int, error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the baseline: %w. kith check --json > %s makes one", err, file)
	}
	var was jsonCheck
	if err := json.Unmarshal(data, &was); err != nil {
		return nil, fmt.Errorf("%s is not what kith check --json writes: %w", file, err)
	}
	old := map[known]int{}
	for _, f := range was.Findings {
		old[knownAs(f.Code, f.Rule, f.File, f.Message)]++
	}
	return old, nil
}

// fresh leaves out the findings of the baseline, each as often as it was
// there.
func (s selection) fresh(ds []diag.Diagnostic) []diag.Diagnostic {
	if s.old == nil {
		return ds
	}
	left := map[known]int{}
	for k, n := range s.old {
		left[k] = n
	}
	var out []diag.Diagnostic
	for _, d := range ds {
		if k := knownAs(d.Code, d.Rule, d.Pos.File, d.Message); left[k] > 0 {
			left[k]--
			continue
		}
		out = append(out, d)
	}
	return out
}

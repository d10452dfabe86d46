package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"kith/generator"
	"kith/generator/amend"
	"kith/generator/diag"
	"kith/generator/rename"
)

// fix puts better words in place of those that notes are about, where only one
// thing can be meant, after showing what changes.
func (a *app) fix(cmd *cobra.Command, opts generator.Options, found []diag.Diagnostic, yes bool) error {
	plan, n, err := fixes(opts.Dir, found)
	if err != nil {
		return err
	}
	notes := 0
	for _, d := range found {
		if d.Rule != "" {
			notes++
		}
	}
	left := ""
	if notes > n {
		left = " " + count(notes-n, "note needs", "notes need") + " a person: kith check has them."
	}
	if n == 0 {
		fmt.Fprintf(a.err, "There is nothing to put right without thinking.%s\n", left)
		return nil
	}
	if left != "" {
		defer fmt.Fprintln(a.err, left[1:])
	}
	return a.agree(cmd, opts, plan, yes)
}

// fixes are the changes for the notes that have one fix each, and how many
// there are.
func fixes(dir string, found []diag.Diagnostic) (*rename.Plan, int, error) {
	of := map[string][]diag.Diagnostic{}
	var files []string
	for _, d := range found {
		if d.Rule == "" || len(d.Fixes) != 1 || d.Len == 0 {
			continue
		}
		if of[d.Pos.File] == nil {
			files = append(files, d.Pos.File)
		}
		of[d.Pos.File] = append(of[d.Pos.File], d)
	}
	slices.Sort(files)
	plan, n := &rename.Plan{}, 0
	for _, file := range files {
		was, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
		if err != nil {
			return nil, 0, fmt.Errorf("reading what is to be put right: %w", err)
		}
		list := of[file]
		slices.SortFunc(list, func(a, b diag.Diagnostic) int { return b.Pos.Offset - a.Pos.Offset }) // from the end, so that places stay
		now, before := was, len(was)
		for _, d := range list {
			if d.Pos.Offset+d.Len > before {
				continue // two that overlap: one at a time
			}
			if now, err = amend.Splice(now, d.Pos.Offset, d.Len, d.Fixes[0]); err != nil {
				return nil, 0, fmt.Errorf("%s has changed in the meantime: %w", file, err)
			}
			before = d.Pos.Offset
			n++
		}
		plan.Changes = append(plan.Changes, rename.Change{File: file, Old: was, New: now})
	}
	return plan, n, nil
}

// rules runs the examples of all rules of style.
func (a *app) rules(opts generator.Options) error {
	res, found, err := generator.CheckRules(opts)
	if err != nil {
		return err
	}
	a.printFindings(a.out, opts.Dir, true, found)
	fmt.Fprintf(a.err, "%s, %s", count(res.Rules, "rule", "rules"), count(res.Cases, "example", "examples"))
	if bad := diag.Count(found, diag.Error); bad > 0 {
		fmt.Fprintf(a.err, ": %s came out otherwise.\n", count(bad, "thing", "things"))
		return errMistakes
	}
	fmt.Fprintln(a.err, ": all as they should be.")
	if n := len(res.Untested); n > 0 {
		fmt.Fprintf(a.err, "%s without an example: %s.\n", count(n, "rule is", "rules are"), few(res.Untested, 10))
	}
	return nil
}

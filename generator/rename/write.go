package rename

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Write makes the changes in a hub's folder: all of them, or none. New texts
// are written beside the old ones first, where most that can fail does fail.
// Whatever fails later is undone.
func (p *Plan) Write(dir string) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("opening the site's folder: %w", err)
	}
	defer root.Close()
	var beside []string
	var undo []func() error
	defer func() {
		for _, f := range beside {
			_ = root.Remove(f) // those that took their place are gone from here
		}
		if err == nil {
			return
		}
		for i := len(undo) - 1; i >= 0; i-- {
			if e := undo[i](); e != nil {
				err = errors.Join(err, fmt.Errorf("and it could not be undone: %w", e))
			}
		}
	}()
	for i, c := range p.Changes {
		file := filepath.FromSlash(c.File)
		info, err := root.Lstat(file)
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%s is a link or something else that is no plain file", c.File)
		}
		if now, err := root.ReadFile(file); err != nil || !bytes.Equal(now, c.Old) {
			return fmt.Errorf("%s has changed in the meantime; do it again", c.File)
		}
		tmp := filepath.Join(filepath.Dir(file), fmt.Sprintf(".kith-rename-%d", i))
		beside = append(beside, tmp)
		if err := root.WriteFile(tmp, c.New, info.Mode().Perm()); err != nil {
			return err
		}
	}
	for i, c := range p.Changes {
		file, tmp := filepath.FromSlash(c.File), beside[i]
		if err := root.Rename(tmp, file); err != nil {
			return err
		}
		undo = append(undo, func() error {
			if err := root.WriteFile(tmp, c.Old, 0o644); err != nil {
				return err
			}
			return root.Rename(tmp, file)
		})
	}
	for _, m := range p.Moves {
		from, to := filepath.FromSlash(m.From), filepath.FromSlash(m.To)
		if _, err := root.Lstat(to); err == nil {
			return fmt.Errorf("there is a %s already", m.To)
		}
		if err := root.Rename(from, to); err != nil {
			return err
		}
		undo = append(undo, func() error { return root.Rename(to, from) })
	}
	var aside []string
	for _, c := range p.Lost {
		if now, err := root.ReadFile(filepath.FromSlash(c.File)); err != nil || !bytes.Equal(now, c.Old) {
			return fmt.Errorf("%s has changed in the meantime; do it again", c.File)
		}
	}
	for i, gone := range p.Gone {
		// Out of sight first: that can be undone.
		from := filepath.FromSlash(gone)
		to := filepath.Join(filepath.Dir(from), fmt.Sprintf(".kith-retired-%d", i))
		if err := root.Rename(from, to); err != nil {
			return err
		}
		aside = append(aside, to)
		undo = append(undo, func() error { return root.Rename(to, from) })
	}
	for _, f := range aside {
		_ = root.RemoveAll(f) // what is left of it is looked at by nobody
	}
	return nil
}

// Line is a line of a comparison: ' ' as before, '-' gone, '+' new, '@' where
// it is, 'f' a file's name.
type Line struct {
	Mark byte
	Text string
}

// Diff compares the files before and after, in the unified format.
func (p *Plan) Diff() []Line {
	var out []Line
	r := renaming{plan: *p}
	shown := map[string]bool{}
	for _, c := range p.Changes {
		to := r.moved(c.File)
		out = append(out, Line{'f', "--- a/" + c.File}, Line{'f', "+++ b/" + to})
		out = append(out, hunks(lines(c.Old), lines(c.New))...)
		shown[c.File] = true
	}
	for _, m := range p.Moves {
		if !shown[m.From] {
			out = append(out, Line{'f', "rename from " + m.From}, Line{'f', "rename to " + m.To})
		}
	}
	for _, c := range p.Lost {
		out = append(out, Line{'f', "--- a/" + c.File}, Line{'f', "+++ /dev/null"}, Line{'@', fmt.Sprintf("@@ the file goes, with its %d lines @@", len(lines(c.Old)))})
	}
	for _, gone := range p.Gone {
		if !slices.ContainsFunc(p.Lost, func(c Change) bool { return c.File == gone }) {
			out = append(out, Line{'f', "the folder " + gone + " goes, with all that is in it"})
		}
	}
	return out
}

func lines(data []byte) []string {
	all := strings.Split(string(data), "\n")
	if n := len(all); all[n-1] == "" {
		all = all[:n-1]
	}
	return all
}

// hunks compares lines. A renaming takes no line away and adds few, so what
// differs is either a line with other words, or some lines before the one
// that comes next.
func hunks(a, b []string) []Line {
	var all []Line
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			all = append(all, Line{' ', a[i]})
			i, j = i+1, j+1
		case i < len(a) && len(b)-j > len(a)-i && added(a[i], b[j:]), i == len(a):
			all = append(all, Line{'+', b[j]})
			j++
		case j == len(b):
			all = append(all, Line{'-', a[i]})
			i++
		default:
			all = append(all, Line{'-', a[i]}, Line{'+', b[j]})
			i, j = i+1, j+1
		}
	}
	const around = 3
	var out []Line
	before, after := 1, 1 // numbers of lines
	for at := 0; at < len(all); {
		if all[at].Mark == ' ' {
			at, before, after = at+1, before+1, after+1
			continue
		}
		from := max(0, at-around)
		to, last := at, at
		for to < len(all) && to-last <= 2*around {
			if all[to].Mark != ' ' {
				last = to
			}
			to++
		}
		to = min(len(all), last+around+1)
		a0, b0, an, bn := before-(at-from), after-(at-from), 0, 0
		for _, l := range all[from:to] {
			if l.Mark != '+' {
				an++
			}
			if l.Mark != '-' {
				bn++
			}
		}
		out = append(out, Line{'@', fmt.Sprintf("@@ -%d,%d +%d,%d @@", a0, an, b0, bn)})
		out = append(out, all[from:to]...)
		at, before, after = to, a0+an, b0+bn
	}
	return out
}

// added reports whether a line comes soon, behind new ones.
func added(line string, next []string) bool {
	for _, l := range next[1:min(len(next), 8)] {
		if l == line {
			return true
		}
	}
	return false
}

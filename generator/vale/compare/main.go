// Command compare runs Vale and Kith with the same styles over the same texts,
// and says how far they agree, how long they take and how much memory.
//
//	go install github.com/vale-cli/vale/v3/cmd/vale@v3.22.0
//	go run ./generator/vale/compare -ini styles/.vale.ini texts
//
// A line, a rule and a message have to be the same to agree; columns are
// compared apart. -show 5 prints examples of what differs.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func main() {
	ini := flag.String("ini", ".vale.ini", "the settings")
	bin := flag.String("vale", "vale", "the program")
	show := flag.Int("show", 0, "print so many examples a rule of what differs")
	only := flag.String("rule", "", "look at this rule alone")
	child := flag.Bool("kith", false, "check, and print alerts (what the program starts itself with)")
	profile := flag.String("profile", "", "with -kith: write profiles of processor and memory to FILE.cpu and FILE.heap")
	runs := flag.Int("runs", 1, "how often")
	saved := flag.String("saved", "", "file with Vale's answer, kept between runs")
	flag.Parse()
	if *child {
		if err := kith(*ini, flag.Args(), *profile); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		return
	}
	if err := compare(*ini, *bin, flag.Args(), *show, *only, *runs, *saved); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// alert is one as Vale prints it.
type alert struct {
	Check, Message string
	Line           int
	Span           [2]int
	Match          string
}

func compare(ini, bin string, texts []string, show int, only string, runs int, saved string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var theirs, ours map[string][]alert
	for range runs {
		// Kith goes first: a process begins with the peak of the one that starts
		// it, and Vale's answer fills this one.
		out, err := run("Kith", self, append([]string{"-kith", "-ini", ini}, texts...)...)
		if err != nil {
			return err
		}
		ours = map[string][]alert{}
		for lines := json.NewDecoder(bytes.NewReader(out)); ; {
			var c checked
			if err := lines.Decode(&c); err == io.EOF {
				break
			} else if err != nil {
				return err
			}
			ours[c.File] = c.Alerts
		}
		args := append([]string{"--config", ini, "--no-exit", "--output", "JSON", "--no-global"}, texts...)
		out, err = os.ReadFile(saved)
		if saved == "" || err != nil {
			if out, err = run("Vale", bin, args...); err != nil {
				return err
			}
			if saved != "" {
				if err := os.WriteFile(saved, out, 0o644); err != nil {
					return err
				}
			}
		}
		if err := json.Unmarshal(out, &theirs); err != nil {
			return fmt.Errorf("vale says: %s", out[:min(len(out), 1000)])
		}
	}
	report(theirs, ours, show, only)
	return nil
}

// run runs a program and says what it took.
func run(name, bin string, args ...string) ([]byte, error) {
	cmd := exec.Command(bin, args...)
	cmd.Stderr = os.Stderr
	start := time.Now()
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", name, err, out[:min(len(out), 1000)])
	}
	took := time.Since(start)
	fmt.Printf("%-5s %8.2f s  (%.2f s of processors)  %5d MiB\n", name, took.Seconds(),
		(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(), peak(cmd.ProcessState))
	return out, nil
}

type score struct {
	rule                                string
	both, onlyTheirs, onlyOurs, columns int
	examples                            []string
}

func report(theirs, ours map[string][]alert, show int, only string) {
	scores := map[string]*score{}
	of := func(rule string) *score {
		s := scores[rule]
		if s == nil {
			s = &score{rule: rule}
			scores[rule] = s
		}
		return s
	}
	files := map[string]bool{}
	for f := range theirs {
		files[f] = true
	}
	for f := range ours {
		files[f] = true
	}
	names := make([]string, 0, len(files))
	for f := range files {
		names = append(names, f)
	}
	slices.Sort(names)
	for _, f := range names {
		have := map[string][]alert{}
		for _, a := range ours[f] {
			k := fmt.Sprint(a.Line, a.Check, "\x00", a.Message)
			have[k] = append(have[k], a)
		}
		for _, a := range theirs[f] {
			s := of(a.Check)
			k := fmt.Sprint(a.Line, a.Check, "\x00", a.Message)
			list := have[k]
			if len(list) == 0 {
				s.onlyTheirs++
				s.example(show, "vale", f, a)
				continue
			}
			s.both++
			i := slices.IndexFunc(list, func(o alert) bool { return o.Span[0] == a.Span[0] })
			if i >= 0 {
				s.columns++
			} else {
				i = 0
			}
			have[k] = slices.Delete(list, i, i+1)
		}
		for _, a := range ours[f] {
			k := fmt.Sprint(a.Line, a.Check, "\x00", a.Message)
			if i := slices.IndexFunc(have[k], func(o alert) bool { return o == a }); i >= 0 {
				have[k] = slices.Delete(have[k], i, i+1)
				s := of(a.Check)
				s.onlyOurs++
				s.example(show, "kith", f, a)
			}
		}
	}
	rules := make([]*score, 0, len(scores))
	for _, s := range scores {
		rules = append(rules, s)
	}
	slices.SortFunc(rules, func(a, b *score) int {
		if d := (b.onlyTheirs + b.onlyOurs) - (a.onlyTheirs + a.onlyOurs); d != 0 {
			return d
		}
		return strings.Compare(a.rule, b.rule)
	})
	var all score
	fmt.Printf("\n%-40s %8s %8s %8s %8s %8s\n", "rule", "both", "vale", "kith", "agree", "columns")
	for _, s := range rules {
		all.both += s.both
		all.onlyTheirs += s.onlyTheirs
		all.onlyOurs += s.onlyOurs
		all.columns += s.columns
		if only == "" || only == s.rule {
			s.print()
		}
	}
	all.rule = "all"
	all.print()
	same, total := wherever(theirs, ours)
	fmt.Printf("rule and message in the same file, whatever the line: %.2f%%\n", 100*float64(same)/float64(max(total, 1)))
}

// wherever counts what both say about a file, at whatever line.
func wherever(theirs, ours map[string][]alert) (same, total int) {
	counts := map[string]int{}
	for f, list := range theirs {
		for _, a := range list {
			counts[f+"\x00"+a.Check+"\x00"+a.Message]++
			total++
		}
	}
	for f, list := range ours {
		for _, a := range list {
			if k := f + "\x00" + a.Check + "\x00" + a.Message; counts[k] > 0 {
				counts[k]--
				same++
			} else {
				total++
			}
		}
	}
	return same, total
}

func (s *score) example(show int, who, file string, a alert) {
	if len(s.examples) < show {
		s.examples = append(s.examples, fmt.Sprintf("   %s %s:%d:%d %q %s", who, file, a.Line, a.Span[0], a.Match, a.Message))
	}
}

func (s *score) print() {
	total := s.both + s.onlyTheirs + s.onlyOurs
	fmt.Printf("%-40s %8d %8d %8d %7.2f%% %7.2f%%\n", s.rule, s.both, s.onlyTheirs, s.onlyOurs,
		100*float64(s.both)/float64(max(total, 1)), 100*float64(s.columns)/float64(max(s.both, 1)))
	for _, e := range s.examples {
		fmt.Println(e)
	}
}

// walk returns the Markdown files under paths, as Vale does.
func walk(paths []string) ([]string, error) {
	var out []string
	for _, p := range paths {
		err := filepath.WalkDir(p, func(f string, d os.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules"):
				return filepath.SkipDir
			case !d.IsDir() && strings.HasSuffix(f, ".md"):
				out = append(out, f)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

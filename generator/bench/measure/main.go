//go:build linux

// Command measure runs the same work by several programs in turn, and prints a
// table of how long each took and how much memory it had.
//
// It reads one side a line: its name, a shell command that is run before each
// run and not timed, and the command itself, with tabs between them.
//
//	printf 'a\trm -rf out\tmake-a out\nb\t:\tmake-b\n' | measure -label cold -n 3
//
// Times and memory are those that the system accounts for the finished
// process. Sides take turns, so that a busy moment of the machine hits all.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// side is one of the programs compared, with a figure for each run.
type side struct {
	name, prep, command        string
	wall, cpu, user, sys, peak []float64
}

func main() {
	log.SetFlags(0)
	label := flag.String("label", "", "what is measured")
	runs := flag.Int("n", 3, "counted runs of each side")
	warm := flag.Int("warmup", 0, "runs before them that are not counted")
	head := flag.Bool("head", false, "print the head of the table first")
	flag.Parse()

	var sides []*side
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		part := strings.Split(in.Text(), "\t")
		if len(part) != 3 {
			log.Fatalf("want a name, a preparation and a command with tabs between them, not %q", in.Text())
		}
		sides = append(sides, &side{name: part[0], prep: part[1], command: part[2]})
	}
	if err := in.Err(); err != nil {
		log.Fatal(err)
	}
	for i := range *warm + *runs {
		for j := range sides {
			s := sides[(i+j)%len(sides)]
			if err := s.run(i >= *warm); err != nil {
				log.Fatalf("%s, %s: %v", *label, s.name, err)
			}
		}
	}
	if *head {
		fmt.Println("| build | side | runs | wall s | CPU s | user s | sys s | peak MiB |")
		fmt.Println("|---|---|---:|---:|---:|---:|---:|---:|")
	}
	for _, s := range sides {
		fmt.Printf("| %s | %s | %d | %s | %s | %s | %s | %s |\n", *label, s.name, len(s.wall),
			show(s.wall, 3), show(s.cpu, 3), show(s.user, 3), show(s.sys, 3), show(s.peak, 0))
	}
}

// run does the work once. The shell gives way to the command, so the figures
// are the command's own.
func (s *side) run(counts bool) error {
	if out, err := exec.Command("sh", "-c", s.prep).CombinedOutput(); err != nil {
		return fmt.Errorf("preparing: %w\n%s", err, out)
	}
	cmd := exec.Command("sh", "-c", "exec "+s.command)
	begun := time.Now()
	out, err := cmd.CombinedOutput()
	took := time.Since(begun)
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	if !counts {
		return nil
	}
	state := cmd.ProcessState
	s.wall = append(s.wall, took.Seconds())
	s.user = append(s.user, state.UserTime().Seconds())
	s.sys = append(s.sys, state.SystemTime().Seconds())
	s.cpu = append(s.cpu, (state.UserTime() + state.SystemTime()).Seconds())
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
		s.peak = append(s.peak, float64(usage.Maxrss)/1024)
	}
	return nil
}

// show is the median, and the least and most in brackets.
func show(v []float64, digits int) string {
	if len(v) == 0 {
		return "-"
	}
	slices.Sort(v)
	mid := v[len(v)/2]
	if len(v)%2 == 0 {
		mid = (mid + v[len(v)/2-1]) / 2
	}
	if len(v) == 1 {
		return fmt.Sprintf("%.*f", digits, mid)
	}
	return fmt.Sprintf("%.*f (%.*f to %.*f)", digits, mid, digits, v[0], digits, v[len(v)-1])
}

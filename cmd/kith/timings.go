package main

import (
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"time"

	"kith/generator"
)

// profiled runs a command and writes a processor profile of it to a file, if
// one is named.
func profiled(file string, run func() error) (err error) {
	if file == "" {
		return run()
	}
	f, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("writing the profile: %w", err)
	}
	defer func() {
		if closed := f.Close(); err == nil && closed != nil {
			err = fmt.Errorf("writing the profile: %w", closed)
		}
	}()
	if err := pprof.StartCPUProfile(f); err != nil {
		return fmt.Errorf("writing the profile: %w", err)
	}
	defer pprof.StopCPUProfile()
	return run()
}

// printTimings says where a build spent its time.
func printTimings(w io.Writer, t *generator.Timings) {
	if t == nil {
		return
	}
	list := func(head string, rows []generator.Timing, counted bool) {
		if len(rows) == 0 {
			return
		}
		fmt.Fprintln(w, head)
		for _, r := range rows {
			if counted {
				each := time.Duration(int64(r.Took) / int64(max(r.Count, 1)))
				fmt.Fprintf(w, "  %9s  %6d × %8s  %s\n", short(r.Took), r.Count, short(each), r.Name)
				continue
			}
			fmt.Fprintf(w, "  %9s  %s\n", short(r.Took), r.Name)
		}
	}
	list("Steps, by the clock:", t.Stages, false)
	list("Templates, all workers together:", t.Kinds, true)
	list("Slowest pages:", t.Slowest, false)
}

// short rounds a time to what can be read at a glance.
func short(d time.Duration) string {
	switch {
	case d >= time.Second:
		return d.Round(10 * time.Millisecond).String()
	case d >= time.Millisecond:
		return d.Round(100 * time.Microsecond).String()
	}
	return d.Round(time.Microsecond).String()
}

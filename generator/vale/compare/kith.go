package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"kith/generator/diag"
	"kith/generator/vale"
)

// checked is what was found in a file, a line of what the child writes: so a
// file's alerts are let go of once they are said.
type checked struct {
	File   string
	Alerts []alert
}

// kith checks texts and prints what it finds.
func kith(ini string, paths []string, profile string) error {
	start := time.Now()
	var list diag.List
	set := vale.Load(os.DirFS(filepath.Dir(ini)), filepath.Base(ini), &list)
	loaded := time.Since(start)
	for _, d := range list.Sorted() {
		fmt.Fprintf(os.Stderr, "%s:%d: %s (%s)\n", d.Pos.File, d.Pos.Offset, d.Message, d.Code)
	}
	files, err := walk(paths)
	if err != nil {
		return err
	}
	stop, err := profiles(profile)
	if err != nil {
		return err
	}
	start = time.Now()
	var wg sync.WaitGroup
	var lock sync.Mutex
	out := json.NewEncoder(os.Stdout)
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				if found := checkFile(set, files[i]); len(found) > 0 {
					lock.Lock()
					_ = out.Encode(checked{files[i], found})
					lock.Unlock()
				}
			}
		})
	}
	for i := range files {
		next <- i
	}
	close(next)
	wg.Wait()
	took := time.Since(start)
	fmt.Fprintf(os.Stderr, "load %v, check %v, %d files\n", loaded, took, len(files))
	stop()
	for _, d := range set.Problems() {
		fmt.Fprintf(os.Stderr, "%s: %s\n", d.Pos.File, d.Message)
	}
	return nil
}

func checkFile(set *vale.Set, file string) []alert {
	src, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	found := set.Check(file, set.ReadFile(file, src))
	starts := []int{0}
	for i, c := range src {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	out := make([]alert, len(found))
	for i, a := range found {
		line, exact := slices.BinarySearch(starts, a.Offset)
		if !exact {
			line--
		}
		text := string(src[starts[line]:a.Offset])
		col := utf8.RuneCountInString(strings.TrimPrefix(text, "\ufeff")) + 1
		if a.Len == 0 && a.Match == "" {
			col = 1
		}
		out[i] = alert{Check: a.Rule, Message: a.Message, Line: line + 1, Span: [2]int{col, col}, Match: a.Match}
	}
	return out
}

// profiles begins to watch where time goes; what it returns ends that, and
// writes down what is held in memory.
func profiles(name string) (stop func(), err error) {
	if name == "" {
		return func() {}, nil
	}
	cpu, err := os.Create(name + ".cpu")
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(cpu); err != nil {
		return nil, err
	}
	return func() {
		pprof.StopCPUProfile()
		_ = cpu.Close()
		if heap, err := os.Create(name + ".heap"); err == nil {
			runtime.GC()
			_ = pprof.WriteHeapProfile(heap)
			_ = heap.Close()
		}
	}, nil
}

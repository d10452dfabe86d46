//go:build linux

// Command lag measures a preview server from outside: how long until its first
// page, how long from saving a file until the new page is served, and whether
// other pages that show an edited title agree with it.
//
//	lag -base http://127.0.0.1:3210 -file content/stories/a.md -page /stories/a/ \
//	    -check /,/stories/ -- kith serve
//
// The file is edited in place, at random moments, and its first bytes are put
// back at the end. Between asking and asking again lies a millisecond.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

var (
	label  = flag.String("label", "", "name of the row")
	base   = flag.String("base", "", "address of the server")
	file   = flag.String("file", "", "Markdown file to edit")
	page   = flag.String("page", "", "path of the page made from it")
	check  = flag.String("check", "", "paths that show the page's title, with commas between them")
	edits  = flag.Int("edits", 10, "edits of each kind")
	limit  = flag.Duration("limit", 3*time.Minute, "longest wait for one thing")
	settle = flag.Duration("settle", 3*time.Second, "rest between the first page and the first edit")
	head   = flag.Bool("head", false, "print the head of the table first")
)

var client = &http.Client{Timeout: time.Minute}

var titleLine = regexp.MustCompile(`(?m)^title: .*$`)

func main() {
	log.SetFlags(0)
	flag.Parse()
	if err := measure(); err != nil {
		log.Fatal(err)
	}
}

func measure() error {
	original, err := os.ReadFile(*file)
	if err != nil {
		return err
	}
	cmd := exec.Command(flag.Arg(0), flag.Args()[1:]...)
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
		if err := os.WriteFile(*file, original, 0o644); err != nil {
			log.Print(err)
		}
	}()
	first, ok := waitFor(*page, "")
	if !ok {
		return errors.New("the server never answered")
	}
	start := first.Sub(begun)
	// What the server does behind its first page is not what an edit costs.
	time.Sleep(*settle)

	var body, title []time.Duration
	for i := range *edits {
		mark := fmt.Sprintf("bodymark%dx%d", os.Getpid(), i)
		took, err := edit(slices.Concat(original, []byte("\n"+mark+"\n")), mark)
		if err != nil {
			return err
		}
		body = append(body, took)
	}
	stale, asked := 0, 0
	for i := range *edits {
		mark := fmt.Sprintf("Titlemark%dx%d", os.Getpid(), i)
		took, err := edit(titleLine.ReplaceAll(original, []byte("title: "+mark)), mark)
		if err != nil {
			return err
		}
		title = append(title, took)
		for p := range strings.SplitSeq(*check, ",") {
			if p == "" {
				continue
			}
			asked++
			if !bytes.Contains(get(p), []byte(mark)) {
				stale++
			}
		}
	}
	if *head {
		fmt.Println("| server | first page s | body edit ms | title edit ms | other pages with the old title | peak MiB |")
		fmt.Println("|---|---:|---:|---:|---:|---:|")
	}
	fmt.Printf("| %s | %.3f | %s | %s | %d of %d | %s |\n", *label, start.Seconds(), show(body), show(title), stale, asked, peak(cmd.Process.Pid))
	return nil
}

// edit saves the file and says how long it took until its page had mark.
func edit(text []byte, mark string) (time.Duration, error) {
	// A server that looks for changes at intervals answers sooner or later
	// depending on when in the interval the edit falls, so that is random.
	time.Sleep(500*time.Millisecond + rand.N(500*time.Millisecond))
	begun := time.Now()
	if err := os.WriteFile(*file, text, 0o644); err != nil {
		return 0, err
	}
	at, ok := waitFor(*page, mark)
	if !ok {
		return 0, fmt.Errorf("%s never had the new text", *page)
	}
	return at.Sub(begun), nil
}

// waitFor asks for a page until it is there and has mark in it.
func waitFor(path, mark string) (time.Time, bool) {
	for end := time.Now().Add(*limit); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if b := get(path); b != nil && bytes.Contains(b, []byte(mark)) {
			return time.Now(), true
		}
	}
	return time.Time{}, false
}

// get returns the body of a good answer, or nil. Pages are asked for as a
// browser does for a person, since Hugo renders only what a person goes to.
func get(path string) []byte {
	req, err := http.NewRequest(http.MethodGet, *base+path, nil)
	if err != nil {
		return nil
	}
	if strings.HasSuffix(path, "/") {
		req.Header.Set("Sec-Fetch-Mode", "navigate")
		req.Header.Set("Sec-Fetch-Dest", "document")
		req.Header.Set("Accept", "text/html,application/xhtml+xml")
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		return nil
	}
	return b
}

// peak is the most memory a process had so far, in MiB.
func peak(pid int) string {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return "-"
	}
	_, rest, _ := strings.Cut(string(b), "VmHWM:")
	var kib int
	if _, err := fmt.Sscan(rest, &kib); err != nil {
		return "-"
	}
	return fmt.Sprint(kib / 1024)
}

// show is the median, and the least and most in brackets.
func show(v []time.Duration) string {
	if len(v) == 0 {
		return "-"
	}
	slices.Sort(v)
	return fmt.Sprintf("%.1f (%.1f to %.1f)", ms(v[len(v)/2]), ms(v[0]), ms(v[len(v)-1]))
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

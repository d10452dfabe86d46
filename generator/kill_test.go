package generator_test

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kith/generator"
	"kith/generator/sitetest"
)

// TestMain lets this test program be a build that is killed: see child.
func TestMain(m *testing.M) {
	if dir := os.Getenv("KITH_TEST_BUILD"); dir != "" {
		os.Exit(child(dir))
	}
	os.Exit(m.Run())
}

// child builds the site in dir, and kills itself before the n-th operation on
// the output folder.
func child(dir string) int {
	n, _ := strconv.Atoi(os.Getenv("KITH_TEST_KILL"))
	var seen atomic.Int64
	defer generator.SetFault(func(string, string) error {
		if seen.Add(1) == int64(n) {
			p, err := os.FindProcess(os.Getpid())
			if err == nil {
				err = p.Kill()
			}
			if err != nil {
				return err
			}
			select {} // the end is near
		}
		return nil
	})()
	rep, err := generator.Build(generator.Options{Dir: dir, Date: sitetest.Day(sitetest.Date), Jobs: 2})
	if err != nil || !rep.Published {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println(seen.Load())
	return 0
}

// changing is a site in three versions: what is published, what is being
// built when the build dies, and what is wanted after that, when a story and a
// person of the second version have been withdrawn again.
type changing struct {
	dir          string // holds the first version, built
	before, then map[string]string
	ops          int // operations of a build of the second version
}

// newStory is told in the second version alone; nothing of it may stay.
const newStory = "content/stories/new.md"

func (c *changing) second(s *sitetest.Site) {
	s.Clock = s.Clock.Add(time.Hour)
	s.Write(newStory, "---\ntitle: Told too soon\nsummary: This one is withdrawn between a kill and the next build of the site.\n"+
		"date: 2026-11-16\nauthors: [bo-chen]\naliases: [/too-soon/]\nimage: {src: /new.png, alt: something}\n---\n\nToo soon.\n")
	s.Write("static/new.png", sitetest.Parse("-- a.png --\npng 9x9")["a.png"])
	s.Replace("content/people/bo-chen/index.md", "name: Bo Chen", "name: Bo Chen-Smith")
	s.Write("themes/default/assets/css/9-mine.css", "p { order: 1 }\n")
	s.Remove("content/stories/bench.md")
	s.Write("static/values", "a file where a folder was")
	s.Remove("content/values/mend-first.md")
	s.Remove("content/values/say-so.md")
	for _, f := range []string{"content/stories/kettle/index.md", "content/stories/letter.md"} {
		s.Write(f, field(s.Read(f), "values", ""))
	}
	s.Replace("content/stories/kettle/index.md", "(value:mend-first)", "(person:bo-chen)")
}

func (c *changing) third(s *sitetest.Site) {
	s.Clock = s.Clock.Add(time.Hour)
	s.Remove(newStory)
	s.Remove("static/new.png")
}

func newChanging(t *testing.T) *changing {
	s := sitetest.New(t, sitetest.Hub(termsLay))
	s.Publish()
	c := &changing{dir: s.Dir, before: s.Output()}
	two := c.copy(t)
	c.second(two)
	c.then, _ = two.Clean()
	out, err := c.run(two.Dir, 0).Output()
	if err == nil {
		c.ops, err = strconv.Atoi(strings.TrimSpace(string(out)))
	}
	if err != nil {
		t.Fatalf("the second version: %v\n%s", err, out)
	}
	return c
}

// copy makes a copy of the first version, output and memory and all.
func (c *changing) copy(t testing.TB) *sitetest.Site {
	dir := t.TempDir()
	err := filepath.WalkDir(c.dir, func(p string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(c.dir, p)
		to := filepath.Join(dir, rel)
		if d.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		if err := os.WriteFile(to, data, 0o644); err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return os.Chtimes(to, info.ModTime(), info.ModTime())
	})
	if err != nil {
		t.Fatal(err)
	}
	return sitetest.NewIn(t, dir, nil)
}

func (c *changing) run(dir string, kill int) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "KITH_TEST_BUILD="+dir, "KITH_TEST_KILL="+strconv.Itoa(kill))
	cmd.Stderr = io.Discard
	return cmd
}

// whole says which files are neither as before nor as they were to be.
func (c *changing) whole(s *sitetest.Site) []string {
	var torn []string
	for name, data := range s.Output() {
		if strings.HasPrefix(name, ".kith-stage/") {
			continue
		}
		before, was := c.before[name]
		then, is := c.then[name]
		if !(was && data == before) && !(is && data == then) {
			torn = append(torn, name)
		}
	}
	slices.Sort(torn)
	return torn
}

// after checks what a build that died has left, and that the next one, of a
// third version, is like a clean one.
func (c *changing) after(t *testing.T, s *sitetest.Site, how string) {
	t.Helper()
	if torn := c.whole(s); len(torn) > 0 {
		t.Errorf("%s: not whole: %v", how, torn)
	}
	c.third(s)
	s.Publish()
	got := s.Output()
	want, _ := s.Clean()
	if diff := sitetest.Diff(want, got); diff != "" {
		t.Errorf("%s: the next build is not like a clean one:\n%s", how, diff)
	}
	for name, data := range got {
		if strings.Contains(data, "Told too soon") || strings.Contains(name, "too-soon") {
			t.Errorf("%s: %s still has the story that was withdrawn", how, name)
		}
	}
	again := s.Publish()
	if again.Rendered+again.Written+again.Removed > 0 {
		t.Errorf("%s: the build after that has something to do: %d, %d, %d", how, again.Rendered, again.Written, again.Removed)
	}
}

// points are the operations at which to fail: some, or with KITH_SLOW all.
func (c *changing) points(n int) []int {
	if slow {
		n = c.ops
	}
	seen := map[int]bool{1: true, c.ops: true}
	r := rand.New(rand.NewPCG(1, 2))
	for len(seen) < min(n, c.ops) {
		seen[1+r.IntN(c.ops)] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// A build that is killed before any operation on a file leaves every file
// whole; and the next build is like a clean one.
func TestKilledAtEveryOperation(t *testing.T) {
	if testing.Short() {
		t.Skip("not in short runs")
	}
	c := newChanging(t)
	for _, n := range c.points(9) {
		s := c.copy(t)
		c.second(s)
		err := c.run(s.Dir, n).Run()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		c.after(t, s, fmt.Sprintf("killed before operation %d of %d (%v)", n, c.ops, err))
	}
}

// The same at any moment, also while sources are read, facts are saved and
// the ledger is written; and killed again while it recovers.
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("not in short runs")
	}
	c := newChanging(t)
	began := time.Now()
	s := c.copy(t)
	c.second(s)
	if err := c.run(s.Dir, 0).Run(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	times := 4
	if slow {
		times = 60
	}
	r := rand.New(rand.NewPCG(3, 4))
	killed := 0
	for range times {
		s := c.copy(t)
		c.second(s)
		for range 1 + r.IntN(3) {
			cmd := c.run(s.Dir, 0)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			timer := time.AfterFunc(time.Duration(r.Int64N(int64(took))), func() { cmd.Process.Kill() })
			if cmd.Wait() != nil {
				killed++
			}
			timer.Stop()
			if torn := c.whole(s); len(torn) > 0 {
				t.Errorf("not whole: %v", torn)
			}
		}
		c.after(t, s, "killed at some moment")
	}
	t.Logf("%d builds killed", killed)
}

// A full disk, or one that fails: the build says so, every file is whole, and
// once there is room again all is well.
func TestDiskFails(t *testing.T) {
	c := newChanging(t)
	for _, n := range c.points(8) {
		for _, fault := range []string{"no space left on device", "input/output error"} {
			if n%2 == 0 == (fault[0] == 'n') && !slow {
				continue
			}
			s := c.copy(t)
			c.second(s)
			var seen atomic.Int64
			undo := generator.SetFault(func(string, string) error {
				if seen.Add(1) >= int64(n) { // and it stays that way
					return errors.New(fault)
				}
				return nil
			})
			_, err := s.TryBuild()
			undo()
			if err == nil && n < c.ops {
				t.Errorf("operation %d of %d failed with %q, and nobody said so", n, c.ops, fault)
			}
			if err != nil && !strings.Contains(err.Error(), fault) {
				t.Errorf("the error does not say why: %v", err)
			}
			c.after(t, s, fmt.Sprintf("%s at operation %d of %d", fault, n, c.ops))
		}
	}
}

// So does a disk that is really full, where one can be had.
func TestDiskFull(t *testing.T) {
	if !slow || runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("needs KITH_SLOW=1, Linux and root")
	}
	c := newChanging(t)
	for _, room := range []int{4, 20, 60, 120} { // kB beyond what is there already
		s := c.copy(t)
		for _, small := range []string{"public", ".kith"} {
			disk := filepath.Join(s.Dir, small)
			kept := sitetest.Tree(t, disk)
			pages := room / 4
			for _, data := range kept {
				pages += (len(data) + 4095) / 4096
			}
			size := fmt.Sprintf("size=%dk", pages*4)
			if err := exec.Command("mount", "-t", "tmpfs", "-o", size, "none", disk).Run(); err != nil {
				t.Skip("no small disk here:", err)
			}
			defer exec.Command("umount", disk).Run()
			fits := true
			for name, data := range kept {
				p := filepath.Join(disk, name)
				os.MkdirAll(filepath.Dir(p), 0o755)
				fits = fits && os.WriteFile(p, []byte(data), 0o644) == nil
			}
			if !fits {
				exec.Command("umount", disk).Run()
				continue
			}
			if small == "public" {
				c.second(s)
			}
			_, err := s.TryBuild()
			t.Logf("%d kB of room in %s: %v", room, small, err)
			if torn := c.whole(s); len(torn) > 0 {
				t.Errorf("%d kB of room in %s: not whole: %v", room, small, torn)
			}
			exec.Command("mount", "-o", "remount,size=64m", disk).Run()
			s.Publish()
			got := s.Output()
			if want, _ := s.Clean(); sitetest.Diff(want, got) != "" {
				t.Errorf("%d kB of room in %s, then more:\n%s", room, small, sitetest.Diff(want, got))
			}
		}
	}
}

package generator_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"kith/generator"
	"kith/generator/sitetest"
)

// An edit of words alone takes over what the load before linked. What is
// then served has to be what a preview that starts afresh serves.
func TestPreviewAfterEditsOfWords(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub())
	site := generator.Open(options(s))
	defer site.Close()
	stories, err := filepath.Glob(filepath.Join(s.Dir, "content/stories/*.md"))
	if err != nil || len(stories) == 0 {
		t.Fatal("the hub has no stories", err)
	}
	for i, more := range []string{"\nA word more.\n", "\n\nAnd [a link](person:ana-lopez) that was not there.\n", "\n\n## A heading\n\nMore words.\n", "\nOne last word.\n"} {
		if _, err := site.Load(); err != nil {
			t.Fatal(err)
		}
		f, err := os.OpenFile(stories[i%len(stories)], os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString(more); err != nil {
			t.Fatal(err)
		}
		f.Close()
		after, err := site.Load()
		if err != nil {
			t.Fatal(err)
		}
		opts := options(s)
		opts.NoState = true
		fresh := generator.Open(opts)
		want, err := fresh.Load()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range want.Paths() {
			a, err := want.Bytes(p)
			if err != nil {
				t.Fatal(err)
			}
			b, err := after.Bytes(p)
			if err != nil || !bytes.Equal(a, b) {
				t.Errorf("edit %d: %s differs from what a fresh preview serves (%v)", i, p, err)
			}
		}
		if len(after.Findings) != len(want.Findings) {
			t.Errorf("edit %d: findings %v, want %v", i, after.Findings, want.Findings)
		}
		fresh.Close()
	}
}

func options(s *sitetest.Site) generator.Options {
	o := s.Options
	o.Dir = s.Dir
	return o
}

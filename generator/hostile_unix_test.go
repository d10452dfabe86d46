//go:build unix

package generator_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"kith/generator/sitetest"
)

func fifo(name string) func(*testing.T, *sitetest.Site) {
	return func(t *testing.T, s *sitetest.Site) {
		p := filepath.Join(s.Dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(p, 0o644); err != nil {
			t.Skip("no pipes here:", err)
		}
	}
}

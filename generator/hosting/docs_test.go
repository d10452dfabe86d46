package hosting

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Where headers are set by hand, the manual says them as they are.
func TestManual(t *testing.T) {
	for _, page := range []string{"s3.md", "nginx.md", "caddy.md"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "docs", "hosting", page))
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range Headers(nil) {
			if !strings.Contains(string(text), h.Name) || !strings.Contains(string(text), h.Value) || !strings.Contains(string(text), forEver) {
				t.Errorf("docs/hosting/%s does not say %s: %s", page, h.Name, h.Value)
			}
		}
	}
}

package config

import (
	"cmp"
	"fmt"
	"strings"
)

// version reads "1.2", "v1.2.3" or ">= 1.2" and returns it with three parts.
func version(s string) (string, bool) {
	s = strings.TrimPrefix(strings.TrimSpace(strings.TrimPrefix(s, ">=")), "v")
	parts := strings.Split(s, ".")
	var n [3]int
	if len(parts) > len(n) {
		return "", false
	}
	for i, p := range parts {
		x, ok := wholeNumber(p)
		if !ok || x < 0 || len(p) > 6 || strings.ContainsAny(p, "+-_") {
			return "", false
		}
		n[i] = x
	}
	return fmt.Sprintf("%d.%d.%d", n[0], n[1], n[2]), true
}

// Allows tells whether a running version of Kith is new enough for the site.
// A version that is none, such as that of a development build, always is.
func (c *Config) Allows(running string) bool {
	if c.Kith == "" {
		return true
	}
	running, _, _ = strings.Cut(running, "+")
	running, pre, _ := strings.Cut(running, "-")
	have, ok := version(running)
	if !ok {
		return true
	}
	var a, b [3]int
	fmt.Sscanf(have, "%d.%d.%d", &a[0], &a[1], &a[2])
	fmt.Sscanf(c.Kith, "%d.%d.%d", &b[0], &b[1], &b[2])
	order := cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]), cmp.Compare(a[2], b[2]))
	return order > 0 || order == 0 && pre == ""
}

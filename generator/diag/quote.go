package diag

// Quote puts a word somebody wrote in quotation marks, shortened if it is
// very long, with control characters made visible.
func Quote(s string) string {
	r := []rune(s)
	if len(r) > 80 {
		s = string(r[:77]) + "..."
	}
	return `"` + Plain(s) + `"`
}

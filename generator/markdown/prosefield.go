package markdown

import "unicode/utf8"

// aligned finds out where the characters of a value stand in file[from:to],
// where it is written with escapes, doubled quotes or over several lines. What
// is lost beyond that is kept near.
func aligned(value string, file []byte, from, to int) []stretch {
	var t mapped
	i, k := 0, from
	space := func(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
	for i < len(value) && k < len(file) {
		at := k
		switch c := file[k]; {
		case c == value[i] && (c != '\\' || k+1 >= len(file) || file[k+1] != '\\'):
			k++
			if c == '\'' && k < to && file[k] == '\'' && (i+1 >= len(value) || value[i+1] != '\'') {
				k++ // '' in single quotes
			}
		case c == '\\' && k+1 < len(file) && file[k+1] == value[i]:
			k += 2
		case c == '\\' && k+1 < len(file):
			// \u00e9 and the like: one character.
			_, n := utf8.DecodeRuneInString(value[i:])
			k = min(k+escapeLen(file[k+1]), len(file))
			t.add(value[i:i+n], at, k-at)
			i += n
			continue
		case space(c) && space(value[i]):
			for k < len(file) && space(file[k]) {
				k++
			}
		default:
			// One line of the value is known, of those that were folded.
			t.add(value[i:], min(at, to), 0)
			return spread(t.runs, to)
		}
		t.add(value[i:i+1], at, k-at)
		i++
		// White space that a line break takes with it.
		if i < len(value) && space(value[i-1]) && !space(value[i]) {
			for k < len(file) && space(file[k]) {
				k++
			}
		}
	}
	if i < len(value) {
		t.add(value[i:], min(k, to), 0)
	}
	return spread(t.runs, to)
}

// escapeLen is how long an escape is in double quotes, by its letter.
func escapeLen(c byte) int {
	switch c {
	case 'x':
		return 4
	case 'u':
		return 6
	case 'U':
		return 10
	}
	return 2
}

// spread gives each character of a run without a place one of its own, so that
// two words in it are not taken for one.
func spread(runs []stretch, to int) []stretch {
	n := len(runs)
	if n == 0 || runs[n-1].m > 0 || runs[n-1].n == 0 {
		return runs
	}
	last := runs[n-1]
	runs = runs[:n-1]
	for k := range last.n {
		runs = append(runs, stretch{last.at + k, 1, min(last.src+k, to), 0})
	}
	return runs
}

package theme

import (
	"bytes"
	"cmp"
	"slices"
)

// squeeze drops comments and needless space from a sheet, and nothing else:
// strings stay, and so does every space that could mean something.
func squeeze(css []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(css))
	space := false
	for i := 0; i < len(css); {
		c := css[i]
		switch {
		case c == '/' && i+1 < len(css) && css[i+1] == '*':
			end := bytes.Index(css[i+2:], []byte("*/"))
			if end < 0 {
				return out.Bytes()
			}
			i += end + 4
			space = true
			continue
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			space = true
			i++
			continue
		}
		if space && out.Len() > 0 && !tight(out.Bytes()[out.Len()-1]) && !tight(c) {
			out.WriteByte(' ')
		}
		space = false
		if c == '}' && out.Len() > 0 && out.Bytes()[out.Len()-1] == ';' {
			out.Truncate(out.Len() - 1)
		}
		if c == '"' || c == '\'' {
			end := i + 1
			for end < len(css) && css[end] != c {
				if css[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end+1, len(css))
			out.Write(css[i:end])
			i = end
			continue
		}
		out.WriteByte(c)
		i++
	}
	return out.Bytes()
}

// tight characters want no space on either side.
func tight(c byte) bool { return c == '{' || c == '}' || c == ';' || c == ',' }

func sortAssets(a []Asset) {
	slices.SortFunc(a, func(x, y Asset) int { return cmp.Compare(x.Path, y.Path) })
}

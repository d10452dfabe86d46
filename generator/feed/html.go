package feed

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// addresses are the attributes of HTML that lead somewhere.
var addresses = []string{"href", "src", "poster", "srcset", "cite", "longdesc"}

// Absolute returns a text with every address in it absolute, as seen from the
// page it stands on. Feed readers show texts anywhere, and only some of them
// know where a text came from. Tags without an address stay as they are, byte
// for byte.
func Absolute(text, page string) string {
	base, err := url.Parse(page)
	if err != nil {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + len(text)/8)
	for z := html.NewTokenizer(strings.NewReader(text)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return b.String()
		}
		raw := string(z.Raw())
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			b.WriteString(raw)
			continue
		}
		t := z.Token()
		leads := false
		for i, a := range t.Attr {
			if !slices.Contains(addresses, a.Key) {
				continue
			}
			leads = true
			if a.Key == "srcset" {
				t.Attr[i].Val = absoluteSet(base, a.Val)
			} else {
				t.Attr[i].Val = absolute(base, a.Val)
			}
		}
		if leads {
			b.WriteString(t.String())
		} else {
			b.WriteString(raw)
		}
	}
}

func absolute(base *url.URL, to string) string {
	u, err := url.Parse(strings.TrimSpace(to))
	if err != nil || u.IsAbs() || to == "" {
		return to
	}
	return base.ResolveReference(u).String()
}

// absoluteSet is for a srcset: addresses with a width or density each.
func absoluteSet(base *url.URL, set string) string {
	parts := strings.Split(set, ",")
	for i, part := range parts {
		f := strings.Fields(part)
		if len(f) > 0 {
			f[0] = absolute(base, f[0])
		}
		parts[i] = strings.Join(f, " ")
	}
	return strings.Join(parts, ", ")
}

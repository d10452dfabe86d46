package sitetest

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Secrets is what no byte of an output may tell.
type Secrets struct {
	// Words are looked for in any case, with or without their accents.
	Words []string
	// Numbers are telephone numbers: digits, however they are grouped.
	Numbers []string
	// Files are pictures and other files: all their bytes, or a piece.
	Files []string
}

// Leaks says where an output tells a secret: in a file's name or bytes, as
// they are or as somebody would read them (entities, escapes of JSON and of
// addresses, folded lines, base64, compressed twins).
func Leaks(tree map[string]string, s Secrets) []string {
	var out []string
	words := make([]string, len(s.Words))
	for i, w := range s.Words {
		words[i] = foldText(w)
	}
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		found := map[string]bool{}
		if strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".zst") {
			found["something that Leaks can't unpack"] = true
		}
		for _, text := range readings(name+"\n"+unpacked(tree[name]), 3) {
			for _, f := range s.Files {
				if strings.Contains(text, f) || len(f) > 64 && strings.Contains(text, f[len(f)/2:len(f)/2+32]) {
					found["the bytes of a picture"] = true
				}
			}
			folded := foldText(text)
			for i, w := range words {
				if strings.Contains(folded, w) {
					found[strconv.Quote(s.Words[i])] = true
				}
			}
			digits := ungrouped.Replace(text)
			for _, n := range s.Numbers {
				if strings.Contains(digits, n) {
					found["the number "+n] = true
				}
			}
		}
		for _, what := range slices.Sorted(maps.Keys(found)) {
			out = append(out, fmt.Sprintf("%s tells %s", name, what))
		}
	}
	return out
}

var (
	ungrouped = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "", "\u00a0", "", "\u202f", "", "\u2011", "")
	jsonRune  = regexp.MustCompile(`\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-9a-fA-F]{4,6} ?)`)
	percent   = regexp.MustCompile(`%[0-9a-fA-F]{2}`)
	base64ish = regexp.MustCompile(`[A-Za-z0-9+/_-]{12,}`)
)

// unpacked is what a file holds that gzip packed; other files are as they are.
func unpacked(data string) string {
	if !strings.HasPrefix(data, "\x1f\x8b") {
		return data
	}
	z, err := gzip.NewReader(strings.NewReader(data))
	if err != nil {
		return data
	}
	var buf bytes.Buffer
	if _, err := io.Copy(&buf, z); err != nil {
		return data
	}
	return buf.String()
}

// readings is a text, and what can be read in it by undoing one encoding
// after the other.
func readings(text string, depth int) []string {
	out := []string{text}
	if depth == 0 {
		return out
	}
	plain := html.UnescapeString(text)
	plain = strings.NewReplacer("\r\n ", "", "\\/", "/").Replace(plain)
	plain = jsonRune.ReplaceAllStringFunc(plain, func(s string) string {
		n, err := strconv.ParseUint(strings.TrimSpace(strings.TrimLeft(s[1:], "ux")), 16, 32)
		if err != nil {
			return s
		}
		return string(rune(n))
	})
	plain = percent.ReplaceAllStringFunc(plain, func(s string) string {
		n, _ := strconv.ParseUint(s[1:], 16, 8)
		return string([]byte{byte(n)})
	})
	if plain != text {
		out = append(out, readings(plain, depth-1)...)
	}
	var packed strings.Builder
	for _, m := range base64ish.FindAllString(plain, -1) {
		for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			if b, err := enc.DecodeString(m[:len(m)-len(m)%4]); err == nil {
				packed.Write(b)
				packed.WriteByte('\n')
				break
			}
		}
	}
	return append(out, packed.String())
}

// foldText takes case and accents off.
func foldText(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

package picture

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// readEXIF takes from a TIFF structure what matters here: how the picture is
// turned, whether it tells a place, who is named, and Adobe RGB where a camera
// says it in no other way. What is malformed is passed over.
func readEXIF(b []byte, info *Info) {
	m := &info.Metadata
	m.EXIF = true
	t := tiff{b: b}
	if !t.order() {
		return
	}
	seen := map[uint32]bool{}
	var walk func(at uint32, kind string)
	walk = func(at uint32, kind string) {
		if seen[at] || len(seen) > 8 {
			return
		}
		seen[at] = true
		next := t.entries(at, func(tag uint16, e []byte) {
			switch {
			case kind == "main" && tag == 0x0112:
				if o := t.short(e); o >= 1 && o <= 8 && info.Orientation == 1 {
					info.Orientation = int(o)
				}
			case kind == "main" && (tag == 0x013b || tag == 0x8298): // artist, copyright
				m.credit(t.text(e))
			case tag == 0x8769:
				walk(t.long(e), "exif")
			case tag == 0x8825:
				m.GPS = true
			case kind == "exif" && tag == 0xa005:
				walk(t.long(e), "interop")
			case kind == "interop" && tag == 1:
				if strings.HasPrefix(t.text(e), "R03") && info.profile == nil {
					info.useProfile(adobeRGB())
				}
			case kind == "thumbnail" && tag == 0x0201:
				m.Thumbnail = true
			}
		})
		if kind == "main" && next != 0 {
			walk(next, "thumbnail")
		}
	}
	walk(t.u32(4), "main")
}

func (m *Metadata) credit(s string) {
	s = strings.TrimSpace(strings.ToValidUTF8(strings.Trim(s, "\x00"), ""))
	if s != "" && len(s) < 300 && !slices.Contains(m.Credit, s) && len(m.Credit) < 12 {
		m.Credit = append(m.Credit, s)
	}
}

// tiff reads numbers of either byte order; what lies outside reads as 0.
type tiff struct {
	b      []byte
	little bool
}

func (t *tiff) order() bool {
	switch {
	case bytes.HasPrefix(t.b, []byte("II*\x00")):
		t.little = true
	case bytes.HasPrefix(t.b, []byte("MM\x00*")):
	default:
		return false
	}
	return true
}

func (t *tiff) u16(at uint32) uint16 {
	if uint64(at)+2 > uint64(len(t.b)) {
		return 0
	}
	if t.little {
		return le16(t.b[at:])
	}
	return be16(t.b[at:])
}

func (t *tiff) u32(at uint32) uint32 {
	if uint64(at)+4 > uint64(len(t.b)) {
		return 0
	}
	if t.little {
		return le32(t.b[at:])
	}
	return be32(t.b[at:])
}

// entries walks a directory and returns where the next one is.
func (t *tiff) entries(at uint32, each func(tag uint16, e []byte)) uint32 {
	n := uint32(t.u16(at))
	for i := range n {
		e := at + 2 + 12*i
		if uint64(e)+12 > uint64(len(t.b)) {
			return 0
		}
		each(t.u16(e), t.b[e:e+12])
	}
	return t.u32(at + 2 + 12*n)
}

func (t *tiff) short(e []byte) uint16 {
	if t.little {
		return le16(e[8:])
	}
	return be16(e[8:])
}

func (t *tiff) long(e []byte) uint32 {
	if t.little {
		return le32(e[8:])
	}
	return be32(e[8:])
}

func (t *tiff) text(e []byte) string {
	n := be32(e[4:])
	if t.little {
		n = le32(e[4:])
	}
	if n <= 4 {
		return string(e[8 : 8+n])
	}
	at := t.long(e)
	if uint64(at)+uint64(n) > uint64(len(t.b)) || n > 4096 {
		return ""
	}
	return string(t.b[at : at+n])
}

// once compiles an expression when it is first needed: most runs of the
// program see no picture.
func once(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// xmpCredits finds in XMP who made or owns a picture. XMP is XML, but only a
// few texts of it matter and it comes in broken pieces.
var xmpCredits = once(`(?s)<(?:dc:rights|dc:creator|photoshop:Credit|photoshop:Source|xmpRights:UsageTerms)\b[^>]*>(.{1,600}?)</|(?:photoshop:Credit|photoshop:Source|xmpRights:WebStatement)="([^"]{1,300})"`)

var xmlTag = once(`<[^>]*>`)

func readXMP(b []byte, info *Info) {
	m := &info.Metadata
	m.GPS = m.GPS || bytes.Contains(b, []byte("exif:GPS")) || bytes.Contains(b, []byte("GPSLatitude"))
	m.Thumbnail = m.Thumbnail || bytes.Contains(b, []byte("xmpGImg:image"))
	for _, found := range xmpCredits().FindAllSubmatch(b, 8) {
		m.credit(xmlTag().ReplaceAllString(string(found[1])+string(found[2]), " "))
	}
}

// readIPTC takes the names out of the records that press agencies use.
func readIPTC(b []byte, info *Info) {
	for i := 0; i+5 <= len(b); i++ {
		if b[i] != 0x1c || b[i+1] != 2 {
			continue
		}
		n := int(be16(b[i+3:]))
		if n > 300 || i+5+n > len(b) {
			continue
		}
		switch b[i+2] {
		case 80, 110, 115, 116: // by-line, credit, source, copyright
			info.Metadata.credit(string(b[i+5 : i+5+n]))
		}
	}
}

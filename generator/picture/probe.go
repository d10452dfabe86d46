// Package picture reads the pictures people have, makes the sizes pages
// need of them, and takes out whatever a camera or a program has hidden in
// them.
//
// Probe says what a file is without decoding it; Decode gives its pixels,
// upright and in sRGB; Crop, Resize and Encode make a size. Clean takes what
// is hidden out of a file that is published as such, without loss where that
// can be. A file that will not do is a *Fault, in words for whoever put it
// there. Start with Probe; there is a file for every format, and icc.go,
// convert.go for colours.
//
// The package knows bytes and pixels only: no site, no folder, no cache.
package picture

import (
	"bytes"
	"fmt"
	"image/color"
	"strings"
)

// Format is what a file really is, whatever its name says.
type Format string

// The formats that are pictures here.
const (
	JPEG Format = "JPEG"
	PNG  Format = "PNG"
	WebP Format = "WebP"
	GIF  Format = "GIF"
	HEIC Format = "HEIC"
	AVIF Format = "AVIF" // as a file only
	SVG  Format = "SVG"  // as a file only
)

// Info is what can be known of a picture without its pixels.
type Info struct {
	Format Format
	// Width and Height are in pixels, of the picture upright. They are 0 for
	// a drawing that does not say.
	Width, Height int
	// Orientation is how the file has it turned, as EXIF counts: 1 is upright.
	// That of HEIC is 1, since its decoder turns it.
	Orientation int
	// Profile names the colours it is in: "" for sRGB, said or not. Foreign
	// says that they have to be converted, Puzzling that they can't be: their
	// profile is of a kind we don't read.
	Profile           string
	Foreign, Puzzling bool
	// Alpha says that parts may be seen through.
	Alpha bool
	// Animated says that it moves, so it is shown as it is.
	Animated bool
	// Drawn says that it has few colours or flat areas, as drawings and
	// screenshots have: JPEG would blur it.
	Drawn bool
	// Colours is how many colours a picture with a palette has at most, 0 where
	// it has none.
	Colours int
	// Depth is bits a channel.
	Depth    int
	Metadata Metadata

	profile *profile
	palette color.Palette
	// passes says that a JPEG comes in several passes over all of it, thinned
	// that it has fewer values for colour than for light.
	passes, thinned bool
	// coarse is how finely a JPEG is packed.
	coarse coarseness
}

// Palette are the colours of a drawing that has few, once it is decoded.
func (i Info) Palette() color.Palette { return i.palette }

// Metadata is what was found beside the pixels.
type Metadata struct {
	EXIF, GPS, XMP, IPTC, Thumbnail, Comment, ICC bool
	// Trailing says that something follows the picture's end, as a telephone's
	// moving pictures do.
	Trailing bool
	// Credit is what its metadata say of who made or owns it.
	Credit []string
}

// Any reports whether there is anything that should not be published.
func (m Metadata) Any() bool {
	return m.EXIF || m.GPS || m.XMP || m.IPTC || m.Thumbnail || m.Comment || m.ICC || m.Trailing
}

// Scales reports whether sizes can be made of the picture. Others are shown
// as they are.
func (i Info) Scales() bool {
	return i.Width > 0 && !i.Animated && i.Format != SVG && i.Format != AVIF
}

// Sign reports whether a picture looks like a sign rather than like somebody: a
// drawing twice as wide as high, or of hardly any colours. Drawn portraits have
// more, if only for the edges of their lines.
func (i Info) Sign() bool {
	return i.Drawn && (i.Width > 2*i.Height || i.Colours > 1 && i.Colours <= fewColours)
}

const fewColours = 16

// Reason is why a file will not do.
type Reason string

// The reasons.
const (
	NoPicture   Reason = "no-picture"  // it is something else
	Truncated   Reason = "truncated"   // its end is missing
	Damaged     Reason = "damaged"     // what is there makes no sense
	TooLarge    Reason = "too-large"   // decoding it would take all memory
	Unsupported Reason = "unsupported" // a picture of a kind that can't be read here
)

// Fault says that a file will not do as a picture. Words go on behind the
// file's name: "photo.jpg" + " is really a PDF document"; Hint says what helps.
type Fault struct {
	Reason      Reason
	Words, Hint string
}

func (f *Fault) Error() string { return f.Words }

func fault(r Reason, hint, words string, args ...any) *Fault {
	return &Fault{r, fmt.Sprintf(words, args...), hint}
}

const (
	hintAgain = "Copy it again from where it came from, or save it again as JPEG."
	hintSave  = "Open it in a picture program and save it as JPEG or PNG."
)

func truncated() *Fault {
	return fault(Truncated, hintAgain, "ends too early: part of it is missing")
}

func damaged(what string) *Fault {
	return fault(Damaged, hintAgain, "is damaged: %s", what)
}

// Probe says what a file is, from its structure alone: no pixel is decoded, so
// it takes little time and memory whatever the file claims. The error is a
// *Fault; what is known by then is returned beside it.
func Probe(data []byte) (Info, error) {
	info := Info{Orientation: 1, Depth: 8}
	var err *Fault
	switch kind, what := sniff(data); kind {
	case JPEG:
		err = probeJPEG(data, &info)
	case PNG:
		err = probePNG(data, &info)
	case WebP:
		err = probeWebP(data, &info)
	case GIF:
		err = probeGIF(data, &info)
	case HEIC, AVIF:
		info.Format = kind
		err = probeHEIF(data, &info)
	case SVG:
		info.Format = SVG
		info.Width, info.Height = SVGSize(data)
		info.Metadata = svgMetadata(data)
	default:
		return info, fault(NoPicture, what.hint, "%s", what.words)
	}
	if info.Orientation >= 5 {
		info.Width, info.Height = info.Height, info.Width
	}
	if err == nil && info.Format != SVG && (info.Width <= 0 || info.Height <= 0) {
		err = damaged("it says it has no size")
	}
	if err != nil {
		return info, err
	}
	return info, nil
}

type notPicture struct{ words, hint string }

// sniff tells formats apart by their first bytes, and names what is none.
func sniff(d []byte) (Format, notPicture) {
	is := func(s string) bool { return bytes.HasPrefix(d, []byte(s)) }
	switch {
	case len(d) == 0:
		return "", notPicture{"is empty", hintAgain}
	case is("\xff\xd8\xff"):
		return JPEG, notPicture{}
	case is("\x89PNG\r\n\x1a\n"):
		return PNG, notPicture{}
	case is("RIFF") && len(d) >= 12 && string(d[8:12]) == "WEBP":
		return WebP, notPicture{}
	case is("GIF87a"), is("GIF89a"):
		return GIF, notPicture{}
	case len(d) >= 12 && string(d[4:8]) == "ftyp":
		return sniffBrand(d)
	}
	head := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(d[:min(len(d), 4096)], []byte("\xef\xbb\xbf")), " \t\r\n"))
	text := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	if (text("<?xml") || text("<svg") || text("<!--") || text("<!doctype svg")) && bytes.Contains(head, []byte("<svg")) {
		return SVG, notPicture{}
	}
	for _, k := range []struct{ begins, what string }{
		{"%PDF", "a PDF document"},
		{"II*\x00", "a TIFF picture"},
		{"MM\x00*", "a TIFF picture"},
		{"BM", "a BMP picture"},
		{"8BPS", "a Photoshop document"},
		{"PK\x03\x04", "a ZIP archive or office document"},
		{"\x00\x00\x01\x00", "an icon file"},
		{"\x1aE\xdf\xa3", "a video"},
		{"\xd0\xcf\x11\xe0", "an old office document"},
		{"\xff\x0a", "a JPEG XL picture"},
		{"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"},
		{"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"},
	} {
		if is(k.begins) {
			return "", notPicture{"is really " + k.what, hintSave}
		}
	}
	switch {
	case is("version https://git-lfs"):
		return "", notPicture{"is only a pointer that Git LFS left", "Fetch the real file: git lfs pull."}
	case text("<!doctype html"), text("<html"):
		return "", notPicture{"is really a web page", "Save the picture itself: a right click on it, and \"Save image as\"."}
	case len(bytes.Trim(d, "\x00")) == 0:
		return "", notPicture{"holds nothing but zeros", hintAgain}
	}
	return "", notPicture{"is no picture that I know", hintSave}
}

// sniffBrand tells apart what is in the box format that HEIC, AVIF and films
// share.
func sniffBrand(d []byte) (Format, notPicture) {
	size := min(int(be32(d)), len(d), 128)
	if size < 12 {
		return "", notPicture{"is no picture that I know", hintSave}
	}
	brands := string(d[8:size])
	switch brand := brands[:4]; {
	case brand == "avif" || brand == "avis" || brand == "mif1" && strings.Contains(brands, "avif"):
		return AVIF, notPicture{}
	case brand == "heic" || brand == "heix" || brand == "heim" || brand == "heis" || brand == "mif1" || brand == "msf1" || brand == "hevc" || brand == "hevx":
		return HEIC, notPicture{}
	case strings.HasPrefix(brand, "cr") || strings.HasPrefix(brand, "jx"):
		return "", notPicture{"is a camera's raw file", hintSave}
	}
	return "", notPicture{"is really a film", "Take a still picture out of it, or show it with a :::video block."}
}

func be16(b []byte) uint16 { return uint16(b[0])<<8 | uint16(b[1]) }
func be32(b []byte) uint32 { return uint32(be16(b))<<16 | uint32(be16(b[2:])) }
func le16(b []byte) uint16 { return uint16(b[1])<<8 | uint16(b[0]) }
func le32(b []byte) uint32 { return uint32(le16(b[2:]))<<16 | uint32(le16(b)) }
func le24(b []byte) uint32 { return uint32(b[2])<<16 | uint32(le16(b)) }

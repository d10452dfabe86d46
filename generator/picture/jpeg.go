package picture

import (
	"bytes"
	"cmp"
	"slices"
)

// segment is a piece of a JPEG file: a marker and what belongs to it. Behind
// a start of scan the coded pixels are part of it.
type segment struct {
	marker  byte
	data    []byte // without marker and length; of a scan, its header
	whole   []byte // with everything
	scanned bool
}

const (
	jpegSOI, jpegEOI, jpegSOS = 0xd8, 0xd9, 0xda
	jpegAPP0, jpegCOM         = 0xe0, 0xfe
)

// jpegSegments cuts a JPEG file into its pieces, tolerantly: fill bytes are
// passed over. The rest is what follows the picture's end; ok is false if that
// end is missing.
func jpegSegments(d []byte) (out []segment, rest []byte, ok bool) {
	at := 2
	for at+1 < len(d) {
		if d[at] != 0xff {
			at++ // rubbish between segments: decoders pass over it too
			continue
		}
		m := d[at+1]
		switch {
		case m == 0xff:
			at++
			continue
		case m == 0 || m == 1 || m >= 0xd0 && m <= 0xd7 || m == jpegSOI:
			at += 2
			continue
		case m == jpegEOI:
			return out, d[at+2:], true
		}
		if at+4 > len(d) {
			return out, nil, false
		}
		end := at + 2 + int(be16(d[at+2:]))
		if end < at+4 || end > len(d) {
			return out, nil, false
		}
		s := segment{marker: m, data: d[at+4 : end]}
		if m == jpegSOS {
			s.scanned = true
			end = scanEnd(d, end)
		}
		s.whole = d[at:end]
		out = append(out, s)
		at = end
	}
	return out, nil, false
}

// scanEnd is where the coded pixels end that begin at an offset.
func scanEnd(d []byte, at int) int {
	for {
		i := bytes.IndexByte(d[at:], 0xff)
		if i < 0 || at+i+1 >= len(d) {
			return len(d)
		}
		at += i
		if m := d[at+1]; m == 0 || m == 0xff || m >= 0xd0 && m <= 0xd7 {
			at++
			if m != 0xff {
				at++
			}
			continue
		}
		return at
	}
}

func probeJPEG(d []byte, info *Info) *Fault {
	info.Format = JPEG
	segments, rest, whole := jpegSegments(d)
	m := &info.Metadata
	var icc [][]byte
	scans, channels := 0, 0
	for _, s := range segments {
		switch {
		case s.marker >= 0xc0 && s.marker <= 0xcf && s.marker != 0xc4 && s.marker != 0xc8 && s.marker != 0xcc:
			if len(s.data) < 6 {
				return damaged("its header is too short")
			}
			if s.marker > 0xc2 {
				return fault(Unsupported, hintSave, "is a JPEG of a kind that browsers don't show either")
			}
			info.Depth = int(s.data[0])
			info.Height, info.Width = int(be16(s.data[1:])), int(be16(s.data[3:]))
			channels = int(s.data[5])
			info.passes = s.marker == 0xc2
			info.thinned = channels == 3 && len(s.data) >= 8 && s.data[7] != 0x11
		case s.marker == jpegSOS:
			scans++
		case s.marker == jpegCOM:
			m.Comment = m.Comment || len(s.data) > 0
		case s.marker == jpegAPP0:
			if thumb := jfifThumbnail(s.data); thumb {
				m.Thumbnail = true
			}
		case s.marker == 0xe1:
			if tiff, ok := bytes.CutPrefix(s.data, []byte("Exif\x00")); ok && len(tiff) > 1 {
				readEXIF(tiff[1:], info)
			} else {
				m.XMP = true
				readXMP(s.data, info)
			}
		case s.marker == 0xe2:
			if p, ok := bytes.CutPrefix(s.data, []byte("ICC_PROFILE\x00")); ok {
				icc = append(icc, p)
			} else {
				m.EXIF = true // such as an index of pictures behind this one
			}
		case s.marker == 0xed:
			m.IPTC = true
			readIPTC(s.data, info)
		case s.marker == 0xee && bytes.HasPrefix(s.data, []byte("Adobe")):
		case s.marker >= 0xe0 && s.marker <= 0xef:
			m.EXIF = true // what a maker of cameras keeps to itself
		}
	}
	info.coarse = coarse(segments)
	m.Trailing = len(bytes.Trim(rest, "\x00\xff\r\n ")) > 0
	if len(icc) > 0 {
		m.ICC = true
		slices.SortStableFunc(icc, func(a, b []byte) int { return cmp.Compare(first(a), first(b)) })
		var whole []byte
		for _, part := range icc {
			whole = append(whole, part[min(2, len(part)):]...)
		}
		info.readICC(whole, map[int]string{1: "GRAY", 3: "RGB ", 4: "CMYK"}[channels])
	}
	switch {
	case info.Width == 0 && !whole:
		return truncated()
	case info.Width == 0 || info.Height == 0:
		return damaged("it says nothing of its size")
	case scans == 0 || !whole:
		return truncated()
	case channels != 1 && channels != 3 && channels != 4:
		return fault(Unsupported, hintSave, "has %d colour channels, which nobody can show", channels)
	case info.Depth != 8:
		return fault(Unsupported, hintSave, "is a JPEG with %d bits a channel, which browsers don't show", info.Depth)
	}
	return nil
}

func first(b []byte) byte {
	if len(b) == 0 {
		return 0
	}
	return b[0]
}

// jfifThumbnail reports whether a JFIF or JFXX header has a small picture.
func jfifThumbnail(b []byte) bool {
	if bytes.HasPrefix(b, []byte("JFXX\x00")) {
		return true
	}
	return bytes.HasPrefix(b, []byte("JFIF\x00")) && len(b) >= 14 && b[12] > 0 && b[13] > 0
}

// cleanJPEG keeps what decoders need and nothing else, byte for byte.
func cleanJPEG(d []byte) []byte {
	segments, _, _ := jpegSegments(d)
	out := append(make([]byte, 0, len(d)), 0xff, jpegSOI)
	for _, s := range segments {
		switch {
		case s.marker == jpegAPP0 && bytes.HasPrefix(s.data, []byte("JFIF\x00")) && len(s.data) >= 14:
			// The header counts for colours; its thumbnail goes.
			out = append(out, 0xff, jpegAPP0, 0, 16)
			out = append(out, s.data[:12]...)
			out = append(out, 0, 0)
		case s.marker == 0xee && bytes.HasPrefix(s.data, []byte("Adobe")) && len(s.data) >= 12:
			out = append(out, 0xff, 0xee, 0, 14) // says how colours are coded
			out = append(out, s.data[:12]...)
		case s.marker >= 0xe0 && s.marker <= 0xef, s.marker == jpegCOM:
		default:
			out = append(out, s.whole...)
		}
	}
	return append(out, 0xff, jpegEOI)
}

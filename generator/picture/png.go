package picture

import (
	"bytes"
	"compress/zlib"
	"io"
)

type chunk struct {
	kind  string
	data  []byte
	whole []byte
}

// pngChunks cuts a PNG file into its chunks; ok is false if its end is
// missing.
func pngChunks(d []byte) (out []chunk, rest []byte, ok bool) {
	at := 8
	for at+12 <= len(d) {
		n := uint64(be32(d[at:]))
		if n > uint64(len(d)-at-12) {
			return out, nil, false
		}
		end := at + 12 + int(n)
		c := chunk{string(d[at+4 : at+8]), d[at+8 : end-4], d[at:end]}
		out = append(out, c)
		at = end
		if c.kind == "IEND" {
			return out, d[at:], true
		}
	}
	return out, nil, false
}

func probePNG(d []byte, info *Info) *Fault {
	info.Format = PNG
	chunks, rest, whole := pngChunks(d)
	if len(chunks) == 0 {
		return truncated()
	}
	h := chunks[0]
	if h.kind != "IHDR" || len(h.data) < 13 {
		return damaged("its header is missing")
	}
	w, ht := be32(h.data), be32(h.data[4:])
	if w == 0 || ht == 0 || w > 1<<30 || ht > 1<<30 {
		return damaged("it says it has no size")
	}
	info.Width, info.Height, info.Depth = int(w), int(ht), int(h.data[8])
	color := h.data[9]
	info.Alpha = color == 4 || color == 6
	if color == 0 && info.Depth < 8 || color == 3 && info.Depth < 4 {
		info.Colours = 1 << info.Depth
	}
	m := &info.Metadata
	pixels, srgb := 0, false
	var icc []byte
	for _, c := range chunks {
		switch c.kind {
		case "IDAT":
			pixels += len(c.data)
		case "PLTE":
			if color == 3 {
				info.Colours = len(c.data) / 3
			}
		case "tRNS":
			info.Alpha = true
		case "acTL":
			info.Animated = info.Animated || pixels == 0 && len(c.data) >= 4 && be32(c.data) > 1
		case "sRGB":
			srgb = true
		case "iCCP":
			m.ICC = true
			icc = inflate(c.data)
		case "eXIf":
			readEXIF(c.data, info)
		case "iTXt":
			if bytes.HasPrefix(c.data, []byte("XML:com.adobe.xmp")) {
				m.XMP = true
				readXMP(c.data, info)
			} else {
				m.Comment = true
			}
		case "tEXt", "zTXt":
			m.Comment = true
			if bytes.Contains(bytes.ToLower(c.data[:min(len(c.data), 60)]), []byte("raw profile type")) {
				m.EXIF = true
			}
		case "tIME":
			m.EXIF = true
		}
	}
	m.Trailing = len(bytes.Trim(rest, "\x00\r\n ")) > 0
	if icc != nil && !srgb {
		channels := "RGB "
		if color == 0 || color == 4 {
			channels = "GRAY"
		}
		info.readICC(icc, channels)
	}
	// A photograph takes two bytes a pixel, a drawing a tenth of that.
	info.Drawn = color == 3 || float64(pixels) < 0.75*float64(info.Width)*float64(info.Height)
	if !whole || pixels == 0 {
		return truncated()
	}
	return nil
}

// inflate unpacks the profile in an iCCP chunk.
func inflate(b []byte) []byte {
	_, packed, ok := bytes.Cut(b, []byte{0})
	if !ok || len(packed) < 2 {
		return []byte{}
	}
	z, err := zlib.NewReader(bytes.NewReader(packed[1:]))
	if err != nil {
		return []byte{}
	}
	defer z.Close()
	out, err := io.ReadAll(io.LimitReader(z, 4<<20))
	if err != nil {
		return []byte{}
	}
	return out
}

// pngKept are the chunks that say how a picture looks. pHYs and the like tell
// more of the machine than of the picture.
var pngKept = map[string]bool{
	"IHDR": true, "PLTE": true, "IDAT": true, "IEND": true, "tRNS": true, "sRGB": true, "gAMA": true, "cHRM": true, "sBIT": true,
	"acTL": true, "fcTL": true, "fdAT": true,
}

func cleanPNG(d []byte) []byte {
	chunks, _, _ := pngChunks(d)
	out := append(make([]byte, 0, len(d)), d[:8]...)
	for _, c := range chunks {
		if pngKept[c.kind] {
			out = append(out, c.whole...)
		}
	}
	return out
}

// firstFrame is the picture that a PNG shows where it cannot move.
func firstFrame(d []byte) []byte {
	chunks, _, _ := pngChunks(d)
	out := append(make([]byte, 0, len(d)), d[:8]...)
	for _, c := range chunks {
		if pngKept[c.kind] && c.kind != "acTL" && c.kind != "fcTL" && c.kind != "fdAT" {
			out = append(out, c.whole...)
		}
	}
	return out
}

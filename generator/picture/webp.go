package picture

import "bytes"

// webpChunks cuts a WebP file into its chunks; ok is false if its end is
// missing.
func webpChunks(d []byte) (out []chunk, rest []byte, ok bool) {
	size := uint64(le32(d[4:])) + 8
	whole := size <= uint64(len(d))+1 // some leave out the last byte, which is nothing
	d, rest = d[:min(size, uint64(len(d)))], d[min(size, uint64(len(d))):]
	at := 12
	for at+8 <= len(d) {
		n := uint64(le32(d[at+4:]))
		if n > uint64(len(d)-at-8) {
			return out, rest, false
		}
		end := at + 8 + int(n)
		c := chunk{kind: string(d[at : at+4]), data: d[at+8 : end]}
		end = min(end+int(n&1), len(d))
		c.whole = d[at:end]
		out = append(out, c)
		at = end
	}
	return out, rest, whole
}

func probeWebP(d []byte, info *Info) *Fault {
	info.Format = WebP
	chunks, rest, whole := webpChunks(d)
	m := &info.Metadata
	var pixels []byte
	lossless := false
	for _, c := range chunks {
		switch c.kind {
		case "VP8X":
			if len(c.data) >= 10 {
				info.Width, info.Height = int(le24(c.data[4:]))+1, int(le24(c.data[7:]))+1
				info.Alpha, info.Animated = c.data[0]&0x10 != 0, c.data[0]&0x02 != 0
			}
		case "VP8 ":
			pixels = c.data
			if len(c.data) >= 10 && info.Width == 0 {
				info.Width, info.Height = int(le16(c.data[6:])&0x3fff), int(le16(c.data[8:])&0x3fff)
			}
		case "VP8L":
			pixels, lossless = c.data, true
			if len(c.data) >= 5 {
				bits := le32(c.data[1:])
				if info.Width == 0 {
					info.Width, info.Height = int(bits&0x3fff)+1, int(bits>>14&0x3fff)+1
				}
				info.Alpha = info.Alpha || bits>>28&1 != 0
			}
		case "ALPH":
			info.Alpha = true
		case "ANMF":
			pixels, info.Animated = c.data, true
		case "ICCP":
			m.ICC = true
			info.readICC(c.data, "RGB ")
		case "EXIF":
			readEXIF(bytes.TrimPrefix(c.data, []byte("Exif\x00\x00")), info)
			info.Orientation = 1 // browsers don't turn WebP, and neither do programs that write it
		case "XMP ":
			m.XMP = true
			readXMP(c.data, info)
		default:
			m.EXIF = m.EXIF || c.kind != "ANIM"
		}
	}
	m.Trailing = len(bytes.Trim(rest, "\x00\r\n ")) > 0
	info.Drawn = lossless && float64(len(pixels)) < 0.5*float64(info.Width)*float64(info.Height)
	if !whole || pixels == nil {
		return truncated()
	}
	return nil
}

// cleanWebP keeps the chunks that are pixels, and says so in the header.
func cleanWebP(d []byte) []byte {
	chunks, _, _ := webpChunks(d)
	out := append(make([]byte, 0, len(d)), d[:12]...)
	for _, c := range chunks {
		switch c.kind {
		case "VP8X":
			at := len(out)
			out = append(out, c.whole...)
			out[at+8] &= 0x12 // alpha and animation stay; profile, EXIF and XMP go
		case "VP8 ", "VP8L", "ALPH", "ANIM":
			out = append(out, c.whole...)
		case "ANMF":
			out = append(out, c.whole...)
		}
	}
	if len(out)%2 != 0 {
		out = append(out, 0)
	}
	n := uint32(len(out) - 8)
	out[4], out[5], out[6], out[7] = byte(n), byte(n>>8), byte(n>>16), byte(n>>24)
	return out
}

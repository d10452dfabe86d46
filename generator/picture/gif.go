package picture

import "bytes"

// gifBlocks walks a GIF file. each is told about every block: its first byte,
// the label of an extension, and all its bytes.
func gifBlocks(d []byte, each func(kind, label byte, whole []byte)) (rest []byte, ok bool) {
	if len(d) < 13 {
		return nil, false
	}
	at := 13
	if d[10]&0x80 != 0 {
		at += 3 << (d[10]&7 + 1)
	}
	if at > len(d) {
		return nil, false
	}
	each(0, 0, d[:at])
	for at < len(d) {
		begin := at
		kind, label := d[at], byte(0)
		switch kind {
		case 0x3b:
			return d[at+1:], true
		case 0x21:
			if at+2 > len(d) {
				return nil, false
			}
			label = d[at+1]
			at += 2
		case 0x2c:
			if at+10 > len(d) {
				return nil, false
			}
			flags := d[at+9]
			at += 10
			if flags&0x80 != 0 {
				at += 3 << (flags&7 + 1)
			}
			at++ // the size of codes
		default:
			return nil, false
		}
		for { // blocks of up to 255 bytes; one of none ends them
			if at >= len(d) {
				return nil, false
			}
			n := int(d[at])
			at += n + 1
			if n == 0 {
				break
			}
		}
		if at > len(d) {
			return nil, false
		}
		each(kind, label, d[begin:at])
	}
	return nil, false
}

func probeGIF(d []byte, info *Info) *Fault {
	info.Format, info.Drawn = GIF, true
	if len(d) >= 10 {
		info.Width, info.Height = int(le16(d[6:])), int(le16(d[8:]))
		if len(d) > 10 && d[10]&0x80 != 0 {
			info.Colours = 2 << (d[10] & 7)
		}
	}
	frames := 0
	m := &info.Metadata
	rest, whole := gifBlocks(d, func(kind, label byte, b []byte) {
		switch {
		case kind == 0x2c:
			frames++
		case label == 0xf9:
			info.Alpha = info.Alpha || len(b) > 3 && b[3]&1 != 0
		case label == 0xfe:
			m.Comment = true
		case label == 0xff && bytes.Contains(b[:min(len(b), 16)], []byte("XMP")):
			m.XMP = true
			readXMP(b, info)
		case label == 0xff && !loops(b), label == 0x01:
			m.Comment = true
		}
	})
	info.Animated = frames > 1
	m.Trailing = len(bytes.Trim(rest, "\x00\r\n ")) > 0
	if !whole || frames == 0 {
		return truncated()
	}
	return nil
}

// loops reports whether an extension says how often a GIF begins again.
func loops(b []byte) bool {
	return len(b) > 14 && (string(b[3:14]) == "NETSCAPE2.0" || string(b[3:14]) == "ANIMEXTS1.0")
}

func cleanGIF(d []byte) []byte {
	out := make([]byte, 0, len(d))
	gifBlocks(d, func(kind, label byte, b []byte) {
		if kind == 0x21 && label != 0xf9 && !(label == 0xff && loops(b)) {
			return
		}
		if kind == 0x21 && label == 0xff && len(b) > 19 {
			// The count of turns is all it may say.
			b = append(append([]byte{}, b[:18]...), 0)
		}
		out = append(out, b...)
	})
	return append(out, 0x3b)
}

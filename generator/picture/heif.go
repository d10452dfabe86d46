package picture

import "bytes"

// box is a piece of the format that HEIC and AVIF share with films.
type box struct {
	kind string
	data []byte
	at   int // offset of data in the file
}

// boxes walks the boxes of d, which begins at an offset of the file. It
// reports whether the last one is whole.
func boxes(d []byte, at int, each func(box)) bool {
	for len(d) >= 8 {
		n, head := uint64(be32(d)), 8
		switch n {
		case 0:
			n = uint64(len(d))
		case 1:
			if len(d) < 16 {
				return false
			}
			n, head = uint64(be32(d[8:]))<<32|uint64(be32(d[12:])), 16
		}
		if n < uint64(head) || n > uint64(len(d)) {
			each(box{string(d[4:8]), d[min(head, len(d)):], at + head})
			return false
		}
		each(box{string(d[4:8]), d[head:n], at + head})
		d, at = d[n:], at+int(n)
	}
	return len(d) == 0
}

// heif is what the boxes of a picture say.
type heif struct {
	primary uint32
	kinds   map[uint32]string
	extents map[uint32][][2]uint64 // offset and length in the file
	owned   map[uint32][]int       // an item's properties, from 1
	props   []box
	films   bool
}

func parseHEIF(d []byte) (h heif, whole bool) {
	h = heif{kinds: map[uint32]string{}, extents: map[uint32][][2]uint64{}, owned: map[uint32][]int{}}
	whole = boxes(d, 0, func(b box) {
		if b.kind == "moov" {
			h.films = true
		}
		if b.kind != "meta" || len(b.data) < 4 {
			return
		}
		boxes(b.data[4:], b.at+4, func(b box) {
			r := reader{b: b.data}
			switch b.kind {
			case "pitm":
				if r.n(4)>>24 == 0 {
					h.primary = uint32(r.n(2))
				} else {
					h.primary = uint32(r.n(4))
				}
			case "iinf":
				h.items(b)
			case "iloc":
				h.locations(&r)
			case "iprp":
				h.properties(b)
			}
		})
	})
	return h, whole
}

// reader reads numbers of some bytes; behind the end all are 0.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) n(size int) uint64 {
	if size > len(r.b) {
		r.b, r.bad = nil, true
		return 0
	}
	v := uint64(0)
	for _, c := range r.b[:size] {
		v = v<<8 | uint64(c)
	}
	r.b = r.b[size:]
	return v
}

func (h *heif) items(b box) {
	r := reader{b: b.data}
	skip := 2
	if r.n(4)>>24 != 0 {
		skip = 4
	}
	r.n(skip)
	boxes(r.b, 0, func(b box) {
		r := reader{b: b.data}
		version := r.n(4) >> 24
		if b.kind != "infe" || version < 2 {
			return
		}
		size := 2
		if version > 2 {
			size = 4
		}
		id := uint32(r.n(size))
		r.n(2)
		if len(r.b) >= 4 {
			h.kinds[id] = string(r.b[:4])
		}
	})
}

func (h *heif) locations(r *reader) {
	version := r.n(4) >> 24
	sizes := r.n(2)
	offset, length, base, index := int(sizes>>12&15), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	wide := 2
	if version == 2 {
		wide = 4
	}
	count := r.n(wide)
	for range min(count, 4096) {
		id := uint32(r.n(wide))
		method := uint64(0)
		if version > 0 {
			method = r.n(2) & 15
		}
		r.n(2)
		from := r.n(base)
		for range min(r.n(2), 4096) {
			if version > 0 {
				r.n(index)
			}
			at, n := r.n(offset), r.n(length)
			if method == 0 && !r.bad {
				h.extents[id] = append(h.extents[id], [2]uint64{from + at, n})
			}
		}
	}
}

func (h *heif) properties(b box) {
	boxes(b.data, b.at, func(b box) {
		switch b.kind {
		case "ipco":
			boxes(b.data, b.at, func(p box) { h.props = append(h.props, p) })
		case "ipma":
			r := reader{b: b.data}
			flags := r.n(4)
			id := 2
			if flags>>24 > 0 {
				id = 4
			}
			for range min(r.n(4), 4096) {
				item := uint32(r.n(id))
				for range r.n(1) {
					if flags&1 != 0 {
						h.owned[item] = append(h.owned[item], int(r.n(2)&0x7fff))
					} else {
						h.owned[item] = append(h.owned[item], int(r.n(1)&0x7f))
					}
				}
			}
		}
	})
}

func probeHEIF(d []byte, info *Info) *Fault {
	h, whole := parseHEIF(d)
	turned := false
	for _, i := range h.owned[h.primary] {
		if i < 1 || i > len(h.props) {
			continue
		}
		switch p := h.props[i-1]; p.kind {
		case "ispe":
			if len(p.data) >= 12 {
				info.Width, info.Height = int(be32(p.data[4:])), int(be32(p.data[8:]))
			}
		case "irot":
			turned = len(p.data) > 0 && p.data[0]&1 != 0
		case "pixi":
			if len(p.data) >= 6 {
				info.Depth = int(p.data[5])
			}
		case "auxC":
			info.Alpha = info.Alpha || bytes.Contains(p.data, []byte("alpha"))
		case "colr":
			if len(p.data) > 4 && (string(p.data[:4]) == "prof" || string(p.data[:4]) == "rICC") {
				info.Metadata.ICC = !bytes.Equal(nameless(p.data[4:]), p.data[4:])
				info.readICC(p.data[4:], "")
			}
			if len(p.data) >= 10 && string(p.data[:4]) == "nclx" && be16(p.data[4:]) == 12 {
				info.useProfile(displayP3())
			}
		}
	}
	if turned {
		info.Width, info.Height = info.Height, info.Width
	}
	for id, kind := range h.kinds {
		if h.empty(d, id) {
			continue
		}
		switch kind {
		case "Exif":
			for _, e := range h.extents[id] {
				if e[0]+e[1] <= uint64(len(d)) && e[1] > 10 {
					b := d[e[0] : e[0]+e[1]]
					upright := *info
					if skip := uint64(be32(b)) + 4; skip < uint64(len(b)) {
						readEXIF(b[skip:], &upright)
					}
					info.Metadata = upright.Metadata // the turn is irot's to say
				}
			}
			info.Metadata.EXIF = true
		case "mime":
			info.Metadata.XMP = true
			for _, e := range h.extents[id] {
				if e[0]+e[1] <= uint64(len(d)) {
					readXMP(d[e[0]:e[0]+e[1]], info)
				}
			}
		}
	}
	for _, all := range h.extents {
		for _, e := range all {
			if e[0]+e[1] > uint64(len(d)) {
				return truncated()
			}
		}
	}
	switch {
	case h.films && info.Width == 0:
		info.Animated = true
		return fault(Unsupported, hintSave, "is a moving %s picture, which can't be read here", info.Format)
	case !whole:
		return truncated()
	case info.Width == 0:
		return damaged("it says nothing of its size")
	}
	return nil
}

// empty reports whether an item holds nothing, any more.
func (h *heif) empty(d []byte, id uint32) bool {
	for _, e := range h.extents[id] {
		if e[0] < uint64(len(d)) && len(bytes.Trim(d[e[0]:min(e[0]+e[1], uint64(len(d)))], "\x00")) > 0 {
			return false
		}
	}
	return true
}

// cleanHEIF overwrites what an item of hidden data holds, and what a colour
// profile says besides colours. The places of all else stay, so nothing has to
// be written anew.
func cleanHEIF(d []byte) []byte {
	h, _ := parseHEIF(d)
	out := bytes.Clone(d)
	for id, kind := range h.kinds {
		if kind != "Exif" && kind != "mime" {
			continue
		}
		for _, e := range h.extents[id] {
			if e[0]+e[1] <= uint64(len(out)) {
				clear(out[e[0] : e[0]+e[1]])
			}
		}
	}
	for _, p := range h.props {
		if p.kind == "colr" && len(p.data) > 4 && (string(p.data[:4]) == "prof" || string(p.data[:4]) == "rICC") {
			copy(out[p.at+4:], nameless(p.data[4:]))
		}
	}
	return out
}

// displayP3 is the space of many telephones' screens.
func displayP3() *profile {
	return &profile{
		name:   "Display P3",
		curves: [3]curve{lightOf, lightOf, lightOf},
		matrix: [9]float64{
			0.5151187, 0.2919778, 0.1571035,
			0.2411892, 0.6922441, 0.0665668,
			-0.0010505, 0.0418791, 0.7840713,
		},
	}
}

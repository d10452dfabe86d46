package picture

// Clean takes everything out of a picture's file that is not the picture:
// where and with what it was taken, small older versions, profiles, comments,
// and what follows its end. The pixels stay as they are, to the bit, unless
// the picture is turned or not in sRGB: then it is encoded anew, as changed
// says. The error is a *Fault.
//
// A WebP file or a moving picture in other colours can't be encoded anew and
// loses its profile: see Info.Fades. HEIC and AVIF keep theirs, without names.
func Clean(data []byte) (clean []byte, changed bool, err error) {
	info, err := Probe(data)
	if err != nil {
		return nil, false, err
	}
	if (info.Orientation > 1 || info.Foreign) && !info.Animated && (info.Format == JPEG || info.Format == PNG) {
		img, _, err := Decode(data, Limits{})
		if err != nil {
			return nil, false, err
		}
		clean, err := Encode(img, info.Format, 92, nil)
		return clean, true, err
	}
	return without(data, info.Format), false, nil
}

// Fades reports whether Clean changes how a file looks: it is in other colours
// than sRGB, and can neither say so afterwards nor be encoded anew.
func (i Info) Fades() bool {
	return i.Foreign && (i.Format == WebP || i.Format == PNG && i.Animated)
}

// CleanBroken takes what is hidden out of a file that is not whole, as far as
// it goes.
func CleanBroken(data []byte) []byte {
	f, _ := sniff(data)
	if f == WebP && len(data) < 12 || f == GIF && len(data) < 13 || f == PNG && len(data) < 8 {
		return nil
	}
	return without(data, f)
}

func without(data []byte, f Format) []byte {
	switch f {
	case JPEG:
		return cleanJPEG(data)
	case PNG:
		return cleanPNG(data)
	case WebP:
		return cleanWebP(data)
	case GIF:
		return cleanGIF(data)
	case HEIC, AVIF:
		return cleanHEIF(data)
	case SVG:
		return cleanSVG(data)
	}
	return data
}

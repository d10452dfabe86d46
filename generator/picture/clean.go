package picture

import (
	"bytes"
	"image/jpeg"
	"image/png"
)

// Clean takes everything out of a picture's file that is not the picture:
// where and with what it was taken, small older versions, profiles, comments,
// and what follows its end. The pixels stay as they are, to the bit, unless
// the picture is turned or not in sRGB: then it is encoded anew, as changed
// says. The error is a *Fault.
//
// A WebP file in other colours can't be encoded anew and loses its profile;
// Info of Probe says that it has one.
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
		var out bytes.Buffer
		if info.Format == JPEG {
			err = jpeg.Encode(&out, img, &jpeg.Options{Quality: 92})
		} else {
			err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, img)
		}
		return out.Bytes(), true, err
	}
	switch info.Format {
	case JPEG:
		clean = cleanJPEG(data)
	case PNG:
		clean = cleanPNG(data)
	case WebP:
		clean = cleanWebP(data)
	case GIF:
		clean = cleanGIF(data)
	case HEIC, AVIF:
		clean = cleanHEIF(data)
	case SVG:
		clean = cleanSVG(data)
	}
	return clean, false, nil
}

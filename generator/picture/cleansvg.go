package picture

import (
	"bytes"
	"encoding/base64"
)

var (
	// svgHidden are the pieces of a drawing that show nothing: comments, and
	// what programs keep for themselves, with folders of somebody's computer.
	svgHidden = once(`(?is)<!--.*?-->|<metadata\b[^>]*/>|<metadata\b.*?</metadata\s*>|<sodipodi:namedview\b[^>]*/>|<sodipodi:namedview\b.*?</sodipodi:namedview\s*>|<rdf:RDF\b.*?</rdf:RDF\s*>|<\?(?:xpacket|adobe)[^>]*\?>|<i:pgf\b.*?</i:pgf\s*>`)
	svgAttr   = once(`(?s)\s+(?:inkscape|sodipodi|sketch|serif|figma):[A-Za-z0-9_.-]+\s*=\s*(?:"[^"]*"|'[^']*')`)
	// svgPicture is a picture of dots inside a drawing.
	svgPicture = once(`(?is)data:image/(?:jpe?g|png|webp|gif);base64,([A-Za-z0-9+/=\s]+)`)
)

// cleanSVG takes out what a drawing does not show, and cleans the pictures
// inside it.
func cleanSVG(d []byte) []byte {
	out := svgHidden().ReplaceAll(d, nil)
	out = svgAttr().ReplaceAll(out, nil)
	return svgPicture().ReplaceAllFunc(out, func(uri []byte) []byte {
		head, packed, _ := bytes.Cut(uri, []byte(","))
		inner := make([]byte, base64.StdEncoding.DecodedLen(len(packed)))
		n, err := base64.StdEncoding.Decode(inner, bytes.Join(bytes.Fields(packed), nil))
		if err != nil {
			return uri
		}
		clean, _, err := Clean(inner[:n])
		if err != nil || bytes.Equal(clean, inner[:n]) {
			return uri
		}
		return append(append(bytes.Clone(head), ','), base64.StdEncoding.EncodeToString(clean)...)
	})
}

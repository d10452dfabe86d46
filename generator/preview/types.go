package preview

import (
	"path"
	"strings"
)

// contentType is a file's type as a good static host would give it. We keep
// our own table: the system's differs from machine to machine.
func contentType(file string) string {
	name := path.Base(file)
	switch name {
	case "_headers", "_redirects", ".nojekyll", "CNAME":
		return "text/plain; charset=utf-8"
	}
	if t, ok := types[strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))]; ok {
		return t
	}
	return "application/octet-stream"
}

var types = map[string]string{
	"html": "text/html; charset=utf-8", "htm": "text/html; charset=utf-8",
	"css": "text/css; charset=utf-8",
	"js":  "text/javascript; charset=utf-8", "mjs": "text/javascript; charset=utf-8",
	"json": "application/json; charset=utf-8", "map": "application/json; charset=utf-8",
	"jsonld": "application/ld+json; charset=utf-8", "webmanifest": "application/manifest+json; charset=utf-8",
	"xml": "application/xml; charset=utf-8", "xsl": "application/xslt+xml; charset=utf-8",
	"atom": "application/atom+xml; charset=utf-8", "rss": "application/rss+xml; charset=utf-8",
	"txt": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8",
	"csv": "text/csv; charset=utf-8", "ics": "text/calendar; charset=utf-8",
	"vcf": "text/vcard; charset=utf-8", "vtt": "text/vtt; charset=utf-8",
	"svg": "image/svg+xml; charset=utf-8", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
	"gif": "image/gif", "webp": "image/webp", "avif": "image/avif", "jxl": "image/jxl",
	"ico": "image/x-icon", "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff", "heic": "image/heic",
	"woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf",
	"mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg",
	"wav": "audio/wav", "flac": "audio/flac",
	"mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm", "ogv": "video/ogg", "mov": "video/quicktime",
	"pdf": "application/pdf", "zip": "application/zip", "gz": "application/gzip", "wasm": "application/wasm",
	"epub": "application/epub+zip", "asc": "text/plain; charset=utf-8",
}

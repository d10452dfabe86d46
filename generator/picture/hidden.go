package picture

import (
	"bytes"
	"path"
	"strings"
)

// Named reports whether a file's name says that it is a picture.
func Named(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".gif", ".webp", ".heic", ".heif", ".hif", ".avif", ".svg", ".tif", ".tiff", ".bmp":
		return true
	}
	return false
}

// Looks reports whether a file's bytes begin like those of a picture.
func Looks(data []byte) bool {
	f, _ := sniff(data)
	return f != ""
}

// FitsName reports whether a file's name says the format that it has.
func FitsName(file string, f Format) bool {
	ext := strings.ToLower(path.Ext(file))
	switch f {
	case JPEG:
		return ext == ".jpg" || ext == ".jpeg" || ext == ".jpe" || ext == ".jfif"
	case PNG:
		return ext == ".png" || ext == ".apng"
	case HEIC:
		return ext == ".heic" || ext == ".heif" || ext == ".hif"
	}
	return ext == "."+strings.ToLower(string(f))
}

// HiddenIn says what a file that is no picture tells about whoever made it, in
// words, or "": PDF documents, films and sound, which can't be cleaned here.
func HiddenIn(data []byte) string {
	has := func(words ...string) bool {
		for _, w := range words {
			if bytes.Contains(data, []byte(w)) {
				return true
			}
		}
		return false
	}
	switch {
	case bytes.HasPrefix(data, []byte("%PDF")):
		switch {
		case has("GPSLatitude", "exif:GPS"):
			return "the place where a picture in it was taken"
		case has("/Author", "dc:creator"):
			return "its author's name, and perhaps with what it was made"
		case has("/Producer", "/Creator", "<x:xmpmeta"):
			return "with what it was made, and perhaps by whom"
		}
	case len(data) > 12 && string(data[4:8]) == "ftyp":
		switch {
		case has("\xa9xyz", "com.apple.quicktime.location", "loci"):
			return "the place where it was filmed"
		case has("com.apple.quicktime.make", "\xa9mak", "\xa9mod", "\xa9nam", "\xa9ART", "\xa9too"):
			return "with what it was made, and perhaps by whom"
		}
	case bytes.HasPrefix(data, []byte("ID3")), bytes.HasPrefix(data, []byte("\x1aE\xdf\xa3")) && has("DATE_RECORDED", "LOCATION"):
		return "titles and names that a recorder or a program put there"
	}
	return ""
}

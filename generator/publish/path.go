package publish

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// stageName is the folder inside the output folder where files wait.
const stageName = ".kith-stage"

// maxName is the longest name, in bytes, that common file systems take.
const maxName = 255

// ValidPath checks a slash path relative to the output folder: it has to be
// inside, in its shortest form, and possible on every system, whichever we run on, so that a
// site that builds here builds everywhere. The error is ErrPath and says what is wrong.
func ValidPath(path string) error {
	if why := badPath(path); why != "" {
		return &refusal{ErrPath, fmt.Sprintf("%q can't be the path of a published file: %s", path, why)}
	}
	return nil
}

func badPath(path string) string {
	if plain(path) {
		return "" // as nearly all of a large site, whose paths are asked about again and again
	}
	switch {
	case path == "" || path == ".":
		return "it is empty"
	case !utf8.ValidString(path):
		return "it is not valid UTF-8"
	case strings.HasPrefix(path, "/"):
		return "it is absolute"
	case strings.HasSuffix(path, "/"):
		return "it ends like a folder"
	case strings.Contains(path, `\`):
		return "it has a backslash; folders are separated by /"
	case !fs.ValidPath(path):
		return `it has an empty, "." or ".." part`
	}
	for i := 0; i < len(path); i++ {
		if c := path[i]; c < 0x20 || c == 0x7f || strings.IndexByte(`<>:"|?*`, c) >= 0 {
			return fmt.Sprintf("%q can't be in a file name on every system", c)
		}
	}
	for i, rest := 0, path; rest != ""; i++ {
		var name string
		name, rest, _ = strings.Cut(rest, "/")
		switch last := name[len(name)-1]; {
		case last == '.' || last == ' ':
			return fmt.Sprintf("%q ends with a dot or a space, which Windows drops", name)
		case len(name) > maxName:
			return fmt.Sprintf("a name in it is longer than %d bytes", maxName)
		case reserved(name):
			return fmt.Sprintf("%q is a reserved name on Windows", name)
		case i == 0 && strings.EqualFold(name, stageName):
			return "that folder is where kith stages files"
		}
	}
	return ""
}

// plain reports whether a path is one of small letters, digits, hyphens and
// dots, with which nothing can be wrong: not a dot at the end of a name, nor
// at its beginning, nor a name that Windows might take for a device.
func plain(path string) bool {
	name := 0 // where the name begins
	for i := 0; i <= len(path); i++ {
		switch {
		case i == len(path) || path[i] == '/':
			if i == name || path[i-1] == '.' || path[name] == '.' || i-name > maxName || reserved(path[name:i]) {
				return false
			}
			name = i + 1
		case path[i] >= 'a' && path[i] <= 'z', path[i] >= '0' && path[i] <= '9', path[i] == '-', path[i] == '.':
		default:
			return false
		}
	}
	return true
}

// reserved reports whether Windows takes name for a device, whatever its ending.
func reserved(name string) bool {
	if strings.IndexByte("CPANLcpanl", name[0]) < 0 {
		return false // as most do, and every path of a large site is asked about
	}
	base, _, _ := strings.Cut(name, ".")
	if base = strings.TrimRight(base, " "); len(base) > len("CONOUT$") {
		return false
	}
	base = strings.ToUpper(base)
	switch base {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	if port, ok := strings.CutPrefix(base, "COM"); ok || strings.HasPrefix(base, "LPT") {
		if !ok {
			port = base[3:]
		}
		return len(port) == 1 && port[0] >= '0' && port[0] <= '9' || port == "¹" || port == "²" || port == "³"
	}
	return false
}

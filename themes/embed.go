// Package themes holds the built-in theme, so that the program needs no files
// beside it. Package theme reads it; a site's own themes/<name>/ lies over it.
package themes

import "embed"

// Files is this folder as the program carries it: the theme "default".
//
//go:embed default
var Files embed.FS

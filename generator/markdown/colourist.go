package markdown

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
)

// colouring is the source of Colour: whoever changes it need not remember that
// its results are kept from run to run.
//
//go:embed highlight.go lexer.go escape.go
var colouring embed.FS

// colourists are the modules that decide what Colour makes of code.
var colourists = []string{"github.com/alecthomas/chroma/v2", "github.com/dlclark/regexp2/v2"}

// Colourist stands for all that the result of Colour depends on besides its
// arguments: as long as it is the same, so are results. It is "" where this
// cannot be known.
var Colourist = sync.OnceValue(func() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	h := sha256.New()
	fmt.Fprintln(h, runtime.Version())
	for _, path := range colourists {
		i := slices.IndexFunc(info.Deps, func(m *debug.Module) bool { return m.Path == path })
		if i < 0 || info.Deps[i].Replace != nil {
			return ""
		}
		fmt.Fprintln(h, path, info.Deps[i].Version, info.Deps[i].Sum)
	}
	for _, name := range []string{"highlight.go", "lexer.go", "escape.go"} {
		src, err := colouring.ReadFile(name)
		if err != nil {
			panic(err) // it is embedded above
		}
		h.Write(src)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
})

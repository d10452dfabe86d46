package sharecard

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"runtime"
	"strings"
	"sync"
)

// drawing is the source of all that is drawn: whoever changes it need not
// remember that cards are kept from run to run.
//
//go:embed *.go
var drawing embed.FS

// Version stands for all that cards depend on besides what Painter.PNG is
// given: as long as it is the same, so are cards.
var Version = sync.OnceValue(func() string {
	h := sha256.New()
	fmt.Fprintln(h, runtime.Version())
	for _, font := range [][]byte{besleyBold, literataBold, literataItalic, arabicBold, hebrewBold, devanagariBold, thaiBold} {
		h.Write(font)
	}
	files, err := drawing.ReadDir(".")
	if err != nil {
		panic(err) // it is embedded above
	}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		data, err := drawing.ReadFile(f.Name())
		if err != nil {
			panic(err) // as above
		}
		h.Write(data)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
})

package generator

import (
	"fmt"
	"regexp"
	"strings"

	"kith/generator/diag"
)

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssAddress = regexp.MustCompile(`(?i)url\(\s*(?:"([^"]*)"|'([^']*)'|([^"'()\s]+))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')`)
)

// sheets checks what the style sheets that are copied load. Those of the theme
// are checked when it is read.
func (r *finished) sheets(list *diag.List, from, to int) {
	base := r.base()
	for i := from; i < to; i++ {
		o := &r.plan[i]
		if o.Source == "" || !strings.HasSuffix(strings.ToLower(o.Source), ".css") {
			continue
		}
		data, err := r.slurp(o.Source, 8<<20)
		if err != nil {
			continue // it was told when it was copied
		}
		// Comments go, and what follows stays where it is.
		plain := cssComment.ReplaceAllFunc(data, func(c []byte) []byte { return []byte(strings.Repeat(" ", len(c))) })
		for _, m := range cssAddress.FindAllSubmatchIndex(plain, -1) {
			for g := 2; g < len(m); g += 2 {
				if m[g] < 0 {
					continue
				}
				address := string(plain[m[g]:m[g+1]])
				place, ok := base.Resolve(o.Path, address)
				place, _, _ = strings.Cut(place, "#")
				if !ok || address == "" || address[0] == '#' {
					continue
				}
				if _, broken := r.find(place, nil); broken {
					list.Append(diag.Diagnostic{
						Code: "missing-file", Severity: diag.Code("missing-file").Severity(), Pos: diag.Pos{File: o.Source, Offset: m[g]}, Len: m[g+1] - m[g],
						Page: "/" + o.Path, Message: fmt.Sprintf("the style sheet loads %s, and nothing is there.", diag.Quote(address)),
						Hint: "Addresses in a sheet are relative to the sheet.",
					})
				}
			}
		}
	}
}

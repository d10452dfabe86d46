package generator

import (
	"fmt"
	"io/fs"

	"kith/generator/diag"
	"kith/generator/vale"
	"kith/generator/voice"
)

// CheckRules runs the examples (tests:) in the files of all rules of style:
// Kith's own, and those of the hub's styles.
func CheckRules(opts Options) (vale.Result, []diag.Diagnostic, error) {
	l, err := start(opts, nil)
	if err != nil {
		return vale.Result{}, nil, err
	}
	defer l.close()
	if l.cfg, err = l.settings(); err != nil {
		return vale.Result{}, nil, err
	}
	var list diag.List
	own := vale.New()
	for _, r := range voice.Defaults() {
		if r.File == "" {
			continue
		}
		src, err := fs.ReadFile(voice.Files, r.File)
		if err != nil {
			return vale.Result{}, nil, fmt.Errorf("reading %s: %w", r.Name, err)
		}
		own.Parse(r.Name, r.File, src, &list)
	}
	res := own.Test(&list)
	styles, err := l.styles(&voiceMemory{}, &list)
	if err != nil {
		return vale.Result{}, nil, err
	}
	if styles != nil {
		more := styles.Test(&list)
		res.Rules, res.Cases, res.Untested = res.Rules+more.Rules, res.Cases+more.Cases, append(res.Untested, more.Untested...)
	}
	return res, list.Sorted(), nil
}

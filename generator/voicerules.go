package generator

import (
	"fmt"
	"io/fs"
	"strings"

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

// StyleRule is a rule of a style that a hub has loaded, and what the hub does
// with it.
type StyleRule struct {
	vale.About
	// Setting is what [voice.rules] says of it or of its style, "" for nothing;
	// Why is the reason given there.
	Setting, Why string
	// Ini is the file with the settings of the styles; "" where there is none.
	Ini string
}

// ExplainRule tells of a rule of the hub's styles by its name, in any case. near
// are all names there are, for who has misspelt one.
func ExplainRule(opts Options, name string) (r StyleRule, ok bool, near []string, err error) {
	l, err := start(opts, nil)
	if err != nil {
		return r, false, nil, err
	}
	defer l.close()
	if l.cfg, err = l.settings(); err != nil {
		return r, false, nil, err
	}
	var list diag.List // a check says what is wrong with the styles
	styles, err := l.styles(&voiceMemory{}, &list)
	if err != nil || styles == nil {
		return r, false, nil, err
	}
	if r.About, ok = styles.About(name); !ok {
		return r, false, styles.All(), nil
	}
	r.Ini = styles.Ini()
	style, _, _ := strings.Cut(r.Name, ".")
	for _, s := range l.cfg.Voice.Rules {
		if s.Name == r.Name || s.Name == style && r.Setting == "" {
			r.Setting, r.Why = s.Level, s.Reason
		}
	}
	return r, true, nil, nil
}

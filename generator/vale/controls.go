package vale

import (
	"encoding/json"
	"math"
	"regexp"
	"strings"
)

var (
	controlOne   = regexp.MustCompile(`^vale (.+\..+|[^.]+) = (YES|NO|on|off)$`)
	controlWords = regexp.MustCompile(`^vale (.+\..+)(\[.+\]) = (YES|NO)$`)
	controlStyle = regexp.MustCompile(`^vale styles? = (.*)$`)
)

// obey carries out the comments up to the n-th. What one turns off is off for
// the blocks that end behind it, and from its place in the block it is in.
func (run *reading) obey(n int) {
	for ; run.controls < n && run.controls < len(run.prose.Controls); run.controls++ {
		c := run.prose.Controls[run.controls]
		if run.off == nil {
			run.off, run.regions = map[string]bool{}, map[string][]region{}
		}
		switch {
		case c.Text == "vale off", c.Text == "vale on":
			run.turn("off", c.Text == "vale off", c.Offset)
		case controlWords.MatchString(c.Text):
			m := controlWords.FindStringSubmatch(c.Text)
			var words []string
			if json.Unmarshal([]byte(m[2]), &words) == nil {
				for _, w := range words {
					run.turn(m[1]+"["+w+"]", m[3] == "NO", c.Offset)
				}
			}
		case controlStyle.MatchString(c.Text):
			for _, style := range run.prof.styles {
				run.off[style] = true
			}
			for style := range strings.SplitSeq(controlStyle.FindStringSubmatch(c.Text)[1], ", ") {
				run.off[style] = false
			}
		case controlOne.MatchString(c.Text):
			m := controlOne.FindStringSubmatch(c.Text)
			run.turn(m[1], m[2] == "NO" || m[2] == "off", c.Offset)
		}
	}
}

func (run *reading) turn(key string, off bool, at int) {
	run.off[key] = off
	list := run.regions[key]
	open := len(list) > 0 && list[len(list)-1].to == math.MaxInt
	switch {
	case off && !open:
		run.regions[key] = append(list, region{at, math.MaxInt})
	case !off && open:
		list[len(list)-1].to = at
	}
}

// silent says whether a rule is off for the block at hand.
func (run *reading) silent(rule, match string) bool {
	if len(run.off) == 0 {
		return false
	}
	return run.off["off"] || run.off[styleOf(rule)] || run.off[rule] || run.off[rule+"["+match+"]"]
}

// within says whether a rule is off at a place.
func (run *reading) within(rule, match string, offset int) bool {
	if len(run.regions) == 0 {
		return false
	}
	for _, key := range []string{"off", rule, styleOf(rule), rule + "[" + match + "]"} {
		for _, r := range run.regions[key] {
			if offset >= r.from && offset < r.to {
				return true
			}
		}
	}
	return false
}

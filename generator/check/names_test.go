package check

import "testing"

// Every usual name has a place of its own, so that none takes the way through
// the map.
func TestUsualNames(t *testing.T) {
	for name, w := range names {
		if at := usual[place([]byte(name))]; at != w {
			t.Errorf("%s stands where %s does; choose other factors", at.text, name)
		}
	}
}

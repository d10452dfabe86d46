//go:build !unix

package generator_test

import (
	"testing"

	"kith/generator/sitetest"
)

func fifo(string) func(*testing.T, *sitetest.Site) {
	return func(t *testing.T, _ *sitetest.Site) { t.Skip("no pipes here") }
}

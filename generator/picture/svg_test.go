package picture

import "testing"

func TestSVGSize(t *testing.T) {
	for in, want := range map[string][2]int{
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"/>`:                                 {120, 40},
		`<?xml version="1.0"?><!DOCTYPE svg><!-- us --><svg width="60px" height="20" viewBox="0 0 9 9">`: {60, 20},
		`<svg width="100%" height="100%" viewBox="0,0,12.4,30.6"></svg>`:                                 {12, 31},
		`<svg width="3em" height="2em"></svg>`:                                                           {0, 0},
		`<svg width="NaN" height="Inf" viewBox="0 0 NaN 1"></svg>`:                                       {0, 0},
		`<svg viewBox="0 0 1e99 1"></svg>`:                                                               {0, 0},
		`<html><svg viewBox="0 0 1 1"/></html>`:                                                          {0, 0},
		``:                                                                                               {0, 0}, `<svg`: {0, 0}, `no picture`: {0, 0},
	} {
		if w, h := SVGSize([]byte(in)); w != want[0] || h != want[1] {
			t.Errorf("%s: %d by %d, want %v", in, w, h, want)
		}
	}
}

func FuzzSVGSize(f *testing.F) {
	f.Add([]byte(`<svg viewBox="0 0 120 40"/>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if w, h := SVGSize(data); w < 0 || h < 0 || (w == 0) != (h == 0) {
			t.Errorf("%d by %d", w, h)
		}
	})
}

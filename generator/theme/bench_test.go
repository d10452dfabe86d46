package theme

import (
	"io"
	"testing"

	"kith/generator/diag"
)

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		Load(nil, plainOptions("/"), &diag.List{})
	}
}

// BenchmarkFirst is Load and the first story: compiling included.
func BenchmarkFirst(b *testing.B) {
	s := sample{base: "/"}
	v := s.full()["story"]
	for b.Loop() {
		if err := Load(nil, plainOptions("/"), &diag.List{}).Render(io.Discard, "story", "en-GB", v); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRender makes a page, compiled and by html/template.
func BenchmarkRender(b *testing.B) {
	s := sample{base: "/"}
	th := Load(nil, plainOptions("/"), &diag.List{})
	for _, kind := range []string{"story", "person", "home", "stories"} {
		v := s.full()[kind]
		for name, render := range map[string]func(io.Writer, string, string, any) error{"compiled": th.Render, "interpreted": th.Interpret} {
			b.Run(kind+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := render(io.Discard, kind, "en-GB", v); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

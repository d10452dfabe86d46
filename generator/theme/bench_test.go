package theme

import (
	"bytes"
	"testing"

	"kith/generator/diag"
)

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		Load(nil, plainOptions("/"), &diag.List{})
	}
}

func BenchmarkStory(b *testing.B) {
	s := sample{base: "/"}
	th := Load(nil, plainOptions("/"), &diag.List{})
	v := s.full()["story"]
	var buf bytes.Buffer
	for b.Loop() {
		buf.Reset()
		if err := th.Render(&buf, "story", "en-GB", v); err != nil {
			b.Fatal(err)
		}
	}
}

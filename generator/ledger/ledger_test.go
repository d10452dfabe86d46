package ledger

import (
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/quick"

	"kith/generator/diag"
)

// plain has a field of every type that can be stored.
type plain struct {
	Bool    bool
	Int     int
	Int64   int64
	Uint8   uint8
	Uint64  uint64
	Float   float64
	Text    string
	Bytes   []byte
	Texts   []string
	Array   [3]uint16
	Digest  [16]byte
	Map     map[string]int
	Maps    map[string][]string
	Pointer *inner
	Inners  []inner
}

type inner struct {
	Name string
	Deep *inner
	N    int
}

// tidy makes of a value what comes back: a list without entries and none at
// all are stored alike.
func tidy(p *plain) {
	if len(p.Bytes) == 0 {
		p.Bytes = nil
	}
	if len(p.Texts) == 0 {
		p.Texts = nil
	}
	if len(p.Map) == 0 {
		p.Map = nil
	}
	if len(p.Maps) == 0 {
		p.Maps = nil
	}
	for k, v := range p.Maps {
		if len(v) == 0 {
			p.Maps[k] = nil
		}
	}
	if len(p.Inners) == 0 {
		p.Inners = nil
	}
	if math.IsNaN(p.Float) {
		p.Float = 0
	}
}

func TestCodec(t *testing.T) {
	back := func(in plain, tail string) bool {
		tidy(&in)
		data := append(Encode(nil, &in), tail...)
		var out plain
		rest, err := Decode(string(data), &out)
		return err == nil && rest == tail && reflect.DeepEqual(in, out)
	}
	if err := quick.Check(back, &quick.Config{MaxCount: 300}); err != nil {
		t.Error(err)
	}
	extreme := plain{
		Int: math.MinInt, Int64: math.MaxInt64, Uint64: math.MaxUint64, Uint8: 255, Float: math.Inf(-1),
		Text: "\x00\xff", Pointer: &inner{Deep: &inner{Deep: &inner{N: -1}}},
	}
	if !back(extreme, "") {
		t.Error("the extremes do not come back")
	}
}

// Data that is cut short or altered at any byte gives an error or other data,
// never a crash.
func TestDamagedData(t *testing.T) {
	in := plain{
		Int: -5, Text: "some text", Texts: []string{"a", "b"}, Bytes: []byte("bytes"), Map: map[string]int{"k": 1},
		Maps: map[string][]string{"a": {"b"}}, Pointer: &inner{Name: "x", Deep: &inner{}}, Inners: make([]inner, 3),
	}
	data := Encode(nil, &in)
	for i := range data {
		var out plain
		if _, err := Decode(string(data[:i]), &out); err == nil {
			t.Errorf("%d of %d bytes are enough", i, len(data))
		}
		for _, b := range []byte{0, 1, 0x7f, 0x80, 0xff} {
			bad := append([]byte(nil), data...)
			bad[i] = b
			var out plain
			_, _ = Decode(string(bad), &out)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(Encode(nil, &plain{Text: "a", Inners: make([]inner, 2)}))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, data []byte) {
		var out plain
		if _, err := Decode(string(data), &out); err != nil {
			return
		}
		tidy(&out)
		var again plain
		if _, err := Decode(string(Encode(nil, &out)), &again); err != nil || !reflect.DeepEqual(out, again) {
			t.Fatalf("%+v\n%+v\n%v", out, again, err)
		}
	})
}

func TestSaveLoad(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state")
	in := plain{Text: "hello", Texts: []string{"a", "b"}, Map: map[string]int{"k": 1}}
	var out plain
	if ok, err := Load(file, "key", &out); ok || err != nil {
		t.Errorf("a file that is not there: %v, %v", ok, err)
	}
	if err := Save(file, "key", &in); err != nil {
		t.Fatal(err)
	}
	if ok, err := Load(file, "key", &out); !ok || err != nil || !reflect.DeepEqual(in, out) {
		t.Errorf("%v, %v: %+v", ok, err, out)
	}
	if ok, err := Load(file, "another key", &out); ok || err != nil {
		t.Errorf("under another key: %v, %v", ok, err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(file), "*")); len(left) != 1 {
		t.Errorf("files left behind: %v", left)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		for _, bad := range [][]byte{data[:i], append(append([]byte(nil), data[:i]...), append([]byte{data[i] ^ 0x10}, data[i+1:]...)...)} {
			if err := os.WriteFile(file, bad, 0o644); err != nil {
				t.Fatal(err)
			}
			var out plain
			if ok, err := Load(file, "key", &out); ok || err != nil {
				t.Fatalf("damaged at byte %d of %d: %v, %v", i, len(data), ok, err)
			}
		}
	}
	if err := Save(filepath.Join(t.TempDir(), "no", "such", "folder"), "key", &in); err == nil {
		t.Error("saved into a folder that is not there")
	}
	if _, err := Load(t.TempDir(), "key", &out); err == nil {
		t.Error("loaded a folder")
	}
}

// A large list is written in pieces; that leaves no mark.
func TestSaveLarge(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state")
	var in plain
	for i := range 20000 {
		in.Inners = append(in.Inners, inner{Name: strings.Repeat("x", i%50), N: i})
	}
	if err := Save(file, "key", &in); err != nil {
		t.Fatal(err)
	}
	var out plain
	if ok, err := Load(file, "key", &out); !ok || err != nil || !reflect.DeepEqual(in, out) {
		t.Errorf("%v, %v, %d entries", ok, err, len(out.Inners))
	}
}

func TestOf(t *testing.T) {
	same := func(a, b any) bool { return Of(a) == Of(b) }
	if !same(map[string]int{"a": 1, "b": 2, "c": 3}, map[string]int{"c": 3, "b": 2, "a": 1}) {
		t.Error("the order of a map counts")
	}
	if !same(&inner{N: 1}, &inner{N: 1}) {
		t.Error("it counts where a thing lies")
	}
	for _, pair := range [][2]any{
		{[]string{"a", "b"}, []string{"ab"}},
		{[]string{"a", ""}, []string{"", "a"}},
		{inner{Name: "a"}, inner{Name: "b"}},
		{inner{}, inner{Deep: &inner{}}},
		{true, false},
		{map[string]any{"a": 1}, map[string]any{"a": "1"}},
		{map[string]any{"a": nil}, map[string]any{}},
		{[]any{1, 2}, []any{12}},
		{1.5, 2.5},
	} {
		if same(pair[0], pair[1]) {
			t.Errorf("%#v and %#v have one digest", pair[0], pair[1])
		}
	}
	if Of(nil) == Absent {
		t.Error("nothing is not the same as absent")
	}
}

// What an answer must not hold makes Of panic: positions, which change with
// every line above, and what it cannot see.
func TestOfRefuses(t *testing.T) {
	type hidden struct{ secret int } //lint:ignore U1000 it is there to be refused
	for name, v := range map[string]any{
		"a position":             struct{ At diag.Pos }{},
		"a position in a list":   []diag.Pos{{}},
		"a position in a map":    map[string]diag.Pos{"a": {}},
		"a position behind":      &struct{ P *diag.Pos }{&diag.Pos{}},
		"an unexported field":    hidden{secret: 1},
		"a function":             struct{ F func() }{func() {}},
		"a channel":              make(chan int),
		"keys that are not text": map[int]string{1: "a"},
		"in an interface":        []any{diag.Pos{}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s is let through", name)
				}
			}()
			Of(v)
		}()
	}
	a := struct {
		At diag.Pos
		N  int
	}{diag.Pos{File: "a", Offset: 1}, 1}
	b := a
	b.At.Offset = 99
	if OfFacts(a) != OfFacts(b) {
		t.Error("positions count in facts")
	}
	b.N = 2
	if OfFacts(a) == OfFacts(b) {
		t.Error("facts do not count in facts")
	}
}

// A sweep leaves what outputs name, each once, under new numbers.
func TestSweep(t *testing.T) {
	l := Ledger{
		Questions: []Question{{Text: "dead"}, {Text: "a"}, {Text: "b"}, {Text: "a"}},
		Places:    []string{"x/", "dead/", "x/"},
		Outputs: []Trace{
			{Path: "1", Asked: []uint32{2, 3}, Facts: Facts{Places: []uint32{2}}},
			{Path: "2", Asked: []uint32{1, 2}, Facts: Facts{Places: []uint32{0}}},
		},
	}
	l.Sweep()
	want := Ledger{
		Questions: []Question{{Text: "b"}, {Text: "a"}},
		Places:    []string{"x/"},
		Outputs: []Trace{
			{Path: "1", Asked: []uint32{0, 1}, Facts: Facts{Places: []uint32{0}}},
			{Path: "2", Asked: []uint32{1, 0}, Facts: Facts{Places: []uint32{0}}},
		},
	}
	if !reflect.DeepEqual(l, want) {
		t.Errorf("%+v", l)
	}
}

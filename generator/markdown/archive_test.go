package markdown

import (
	"bytes"
	"strings"
)

// archive is a text in txtar's format: a comment, then files, each behind a
// line "-- name --".
type archive struct {
	comment string
	files   []archiveFile
}

type archiveFile struct {
	name string
	data []byte
}

func parseArchive(data []byte) archive {
	var a archive
	var body bytes.Buffer
	end := func() {
		if len(a.files) == 0 {
			a.comment = body.String()
		} else {
			a.files[len(a.files)-1].data = bytes.Clone(body.Bytes())
		}
		body.Reset()
	}
	for line := range bytes.Lines(data) {
		s := strings.TrimSuffix(string(line), "\n")
		if name, ok := strings.CutPrefix(s, "-- "); ok && strings.HasSuffix(name, " --") {
			end()
			a.files = append(a.files, archiveFile{name: strings.TrimSuffix(name, " --")})
			continue
		}
		body.Write(line)
	}
	end()
	return a
}

func (a archive) format() []byte {
	var b bytes.Buffer
	b.WriteString(a.comment)
	for _, f := range a.files {
		b.WriteString("-- " + f.name + " --\n")
		b.Write(f.data)
		if n := len(f.data); n > 0 && f.data[n-1] != '\n' {
			b.WriteByte('\n')
		}
	}
	return b.Bytes()
}

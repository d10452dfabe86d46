package markdown

// labels are the words that the HTML needs beside those of the writer.
var labels = []struct{ key, english string }{
	{"note", "Note"},
	{"tip", "Tip"},
	{"important", "Important"},
	{"warning", "Warning"},
	{"caution", "Take care"},
	{"footnote", "Note"},
	{"back", "Back up ↑"},
	{"table", "Table"},
	{"table-of", "Table:"},
	{"transcript", "Transcript"},
	{"question", "Question"},
	{"answer", "Answer"},
	{"video", "Video"},
	{"audio", "Recording"},
	{"captions", "Captions"},
}

// LabelKeys returns the keys a Resolver's Label is asked for, with the English
// words that stand in for an empty answer.
func LabelKeys() map[string]string {
	m := make(map[string]string, len(labels))
	for _, l := range labels {
		m[l.key] = l.english
	}
	return m
}

func label(r Resolver, key string) string {
	if s := r.Label(key); s != "" {
		return s
	}
	for _, l := range labels {
		if l.key == key {
			return l.english
		}
	}
	return key
}

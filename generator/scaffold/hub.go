package scaffold

import (
	"io/fs"
	"strings"
)

// Answers are what a new hub needs to know.
type Answers struct {
	Title, URL, Language, Timezone string
	// Country makes sense of national phone numbers; it may be empty.
	Country string
	// Host answers for the hub; HostID is the id of that person's file.
	Host, HostID string
	// Email, Phone: one of them is needed.
	Email, Phone string
	// Today is the day of the first story, as YYYY-MM-DD.
	Today string
}

// Hub is a whole new hub: settings, the host, a value, a contact page, a first
// story that says how to write the second, and the pages that the law and
// good manners ask for.
func Hub(a Answers) []File {
	var out []File
	err := fs.WalkDir(texts, "hub", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		to := strings.TrimPrefix(name, "hub/")
		// These would not be embedded, or would mean something here.
		switch to {
		case "gitignore":
			to = ".gitignore"
		case "content/people/host.md":
			to = "content/people/" + a.HostID + ".md"
		}
		out = append(out, File{to, fill(name, a)})
		return nil
	})
	if err != nil {
		panic(err) // the files are part of the program
	}
	return out
}

package scaffold

import "path"

// Kinds are what Thing makes.
var Kinds = []string{"story", "person", "value", "contact", "page"}

// Fields are what is known of a new thing. All but Title and ID may be empty.
type Fields struct {
	Title, ID string
	// Person is the id of who tells it, keeps it or answers.
	Person string
	// Role, Email and Phone are a person's.
	Role, Email, Phone string
	// Today is the day as YYYY-MM-DD.
	Today string
	// Voice is how the house talks, a rule a line.
	Voice []string
	// Folder makes <id>/index.md, so that pictures can lie beside the words.
	Folder bool
}

var folderOf = map[string]string{
	"story": "content/stories", "person": "content/people", "value": "content/values", "contact": "content/contact", "page": "content",
}

// Thing is a new file of one of Kinds.
func Thing(kind string, f Fields) File {
	at := path.Join(folderOf[kind], f.ID+".md")
	if f.Folder {
		at = path.Join(folderOf[kind], f.ID, "index.md")
	}
	return File{at, fill("thing/"+kind+".md", f)}
}

// Address is where the page of a new thing will be, below the home page.
func Address(kind, id string) string {
	switch kind {
	case "story":
		return "stories/" + id + "/"
	case "person":
		return "people/" + id + "/"
	case "value":
		return "values/" + id + "/"
	case "contact":
		return "contact/" + id + "/"
	}
	return id + "/"
}

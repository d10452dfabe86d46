// Package meta reads the fields at the top of a content file, and site.toml,
// so that every value knows where it stands.
//
// A file is split into front matter and body; YAML or TOML becomes one small
// tree of nodes with byte offsets, and a Map over it is asked for fields by
// name and type: m.Text("title"), m.Date("date"). Asking is also how a Map
// learns which fields exist, so that Done can say which ones nobody knows.
// Whatever is wrong goes to a diag.List; reading goes on with what is left.
// A method of a nil Map answers as an empty one does.
//
// The package knows no kinds of content and no settings: which fields a
// story has is said in package content, which settings a site has in package
// config. Names of people and other things are plain text here.
//
// Start with Parse (split.go) and Map (map.go). yaml.go and toml.go build the
// tree; slip.go turns the YAML reader's complaints into words for people who
// don't know what YAML is.
package meta

package theme

import (
	"html/template"
	"reflect"

	"kith/generator/theme/quick"
	"kith/generator/view"
)

// signatures are the types of functions and methods that compiled templates
// call directly, beside the common ones; functions of other types are called
// by reflection, which takes some ten times as long.
var signatures = []quick.Signature{
	quick.F1[view.Date, bool](), // IsZero
	quick.F0[view.Date](),
	quick.F1E[view.Date, string](),
	quick.F1E[*view.Hours, string](),
	quick.F2[string, view.Contact, *view.Way](),
	quick.F2[view.Contact, *view.Site, string](),
	quick.F2[string, []view.PersonCard, []Piece](),
	quick.X2E[string, string, Around](),
	quick.F1E[string, template.URL](),
	quick.F2E[int, reflect.Value, reflect.Value](),
}

package theme

import (
	"reflect"
	"slices"

	"kith/generator/view"
)

// views says which view the template of a kind gets. A new kind of page is a
// row here, a template of that name, and a file in package pages.
var views = map[string]reflect.Type{
	"home":        reflect.TypeFor[view.HomePage](),
	"stories":     reflect.TypeFor[view.StoriesPage](),
	"story":       reflect.TypeFor[view.StoryPage](),
	"people":      reflect.TypeFor[view.PeoplePage](),
	"person":      reflect.TypeFor[view.PersonPage](),
	"values":      reflect.TypeFor[view.ValuesPage](),
	"value":       reflect.TypeFor[view.ValuePage](),
	"connections": reflect.TypeFor[view.ConnectionsPage](),
	"contact":     reflect.TypeFor[view.ContactPage](),
	"route":       reflect.TypeFor[view.RoutePage](),
	"teams":       reflect.TypeFor[view.TermsPage](),
	"topics":      reflect.TypeFor[view.TermsPage](),
	"places":      reflect.TypeFor[view.TermsPage](),
	"serieses":    reflect.TypeFor[view.TermsPage](),
	"topic":       reflect.TypeFor[view.TopicPage](),
	"team":        reflect.TypeFor[view.TeamPage](),
	"place":       reflect.TypeFor[view.PlacePage](),
	"series":      reflect.TypeFor[view.SeriesPage](),
	"page":        reflect.TypeFor[view.PlainPage](),
	"voice":       reflect.TypeFor[view.VoicePage](),
	"search":      reflect.TypeFor[view.SearchPage](),
	"404":         reflect.TypeFor[view.NotFoundPage](),
	"moved":       reflect.TypeFor[view.MovedPage](),
	"gone":        reflect.TypeFor[view.GonePage](),
}

// Kinds returns the kinds of page, sorted. Each is the name of a template
// without ".html".
func Kinds() []string {
	out := make([]string, 0, len(views))
	for k := range views {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// zeroView is an empty view of a kind.
func zeroView(kind string) any { return reflect.New(views[kind]).Interface() }

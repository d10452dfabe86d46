package jsonld

import "reflect"

// Name is the @type of a node, which is what the struct T is called.
type Name[T any] struct{}

// MarshalText writes the name of T.
func (Name[T]) MarshalText() ([]byte, error) { return []byte(reflect.TypeFor[T]().Name()), nil }

// WebSite is the hub as a whole.
type WebSite struct {
	Type        Name[WebSite] `json:"@type"`
	ID          string        `json:"@id"`
	URL         string        `json:"url"`
	Name        string        `json:"name"`
	Description string        `json:"description,omitempty"`
	InLanguage  string        `json:"inLanguage,omitempty"`
	Publisher   *Ref          `json:"publisher,omitempty"`
}

// Organization is who is behind the hub.
type Organization struct {
	Type         Name[Organization] `json:"@type"`
	ID           string             `json:"@id"`
	Name         string             `json:"name"`
	URL          string             `json:"url"`
	LegalName    string             `json:"legalName,omitempty"`
	FoundingDate string             `json:"foundingDate,omitempty"`
	Address      string             `json:"address,omitempty"`
	Logo         string             `json:"logo,omitempty"`
	SameAs       []string           `json:"sameAs,omitempty"`
	ContactPoint []ContactPoint     `json:"contactPoint,omitempty"`
}

// ContactPoint is a direct way to somebody, and what for.
type ContactPoint struct {
	Type              Name[ContactPoint] `json:"@type"`
	Name              string             `json:"name,omitempty"`
	ContactType       string             `json:"contactType,omitempty"`
	Telephone         string             `json:"telephone,omitempty"`
	Email             string             `json:"email,omitempty"`
	URL               string             `json:"url,omitempty"`
	AvailableLanguage []string           `json:"availableLanguage,omitempty"`
}

// Person is somebody with a name. On other pages than their own, name and
// address say who is meant.
type Person struct {
	Type          Name[Person]   `json:"@type"`
	ID            string         `json:"@id,omitempty"`
	Name          string         `json:"name"`
	AlternateName string         `json:"alternateName,omitempty"`
	JobTitle      string         `json:"jobTitle,omitempty"`
	URL           string         `json:"url,omitempty"`
	Image         string         `json:"image,omitempty"`
	Description   string         `json:"description,omitempty"`
	WorksFor      *Ref           `json:"worksFor,omitempty"`
	KnowsLanguage []string       `json:"knowsLanguage,omitempty"`
	KnowsAbout    []string       `json:"knowsAbout,omitempty"`
	SameAs        []string       `json:"sameAs,omitempty"`
	ContactPoint  []ContactPoint `json:"contactPoint,omitempty"`
}

// Page is a page about one thing or a list of them. Its Type says which kind
// of page: WebPage, ProfilePage, CollectionPage or ContactPage.
type Page struct {
	Type        string `json:"@type"`
	ID          string `json:"@id"`
	URL         string `json:"url"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	InLanguage  string `json:"inLanguage,omitempty"`
	IsPartOf    *Ref   `json:"isPartOf,omitempty"`
	Breadcrumb  *Ref   `json:"breadcrumb,omitempty"`
	// MainEntity is what it is about: a Person, Organization or ItemList.
	MainEntity Node `json:"mainEntity,omitempty"`
}

// BlogPosting is a story.
type BlogPosting struct {
	Type             Name[BlogPosting]   `json:"@type"`
	ID               string              `json:"@id"`
	URL              string              `json:"url"`
	MainEntityOfPage string              `json:"mainEntityOfPage"`
	Headline         string              `json:"headline"`
	Description      string              `json:"description,omitempty"`
	InLanguage       string              `json:"inLanguage,omitempty"`
	DatePublished    string              `json:"datePublished,omitempty"`
	DateModified     string              `json:"dateModified,omitempty"`
	TimeRequired     string              `json:"timeRequired,omitempty"` // ISO 8601: PT4M
	Image            string              `json:"image,omitempty"`
	Author           []Person            `json:"author,omitempty"`
	Contributor      []Person            `json:"contributor,omitempty"`
	About            []Thing             `json:"about,omitempty"`
	Mentions         []Person            `json:"mentions,omitempty"`
	Correction       []CorrectionComment `json:"correction,omitempty"`
	IsPartOf         []Node              `json:"isPartOf,omitempty"` // Ref and CreativeWorkSeries
	Position         int                 `json:"position,omitempty"` // in its series
	Publisher        *Organization       `json:"publisher,omitempty"`
}

// Thing is a topic or value that a story is about.
type Thing struct {
	Type Name[Thing] `json:"@type"`
	Name string      `json:"name"`
	URL  string      `json:"url,omitempty"`
}

// CorrectionComment owns up to a mistake.
type CorrectionComment struct {
	Type          Name[CorrectionComment] `json:"@type"`
	URL           string                  `json:"url"`
	Text          string                  `json:"text"`
	DatePublished string                  `json:"datePublished,omitempty"`
	Author        *Person                 `json:"author,omitempty"`
}

// CreativeWorkSeries is stories that belong together.
type CreativeWorkSeries struct {
	Type Name[CreativeWorkSeries] `json:"@type"`
	Name string                   `json:"name"`
	URL  string                   `json:"url,omitempty"`
}

// BreadcrumbList is the way from the home page to a page.
type BreadcrumbList struct {
	Type     Name[BreadcrumbList] `json:"@type"`
	ID       string               `json:"@id"`
	Elements []ListItem           `json:"itemListElement"`
}

// ItemList is what a page lists, in its order.
type ItemList struct {
	Type     Name[ItemList] `json:"@type"`
	Elements []ListItem     `json:"itemListElement"`
}

// ListItem is a place in a list. Item or URL is the address of what stands
// there: breadcrumbs say the one, lists that sum up the other.
type ListItem struct {
	Type     Name[ListItem] `json:"@type"`
	Position int            `json:"position"`
	Name     string         `json:"name"`
	Item     *Ref           `json:"item,omitempty"`
	URL      string         `json:"url,omitempty"`
}

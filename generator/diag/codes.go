package diag

// Code is the stable name of one kind of finding. It stands in messages,
// in site.toml's [check] and after `kith explain`.
type Code string

// Rule is a code's row in the table.
type Rule struct {
	Code     Code
	Severity Severity
	// Topic is what it is about, one of Topics.
	Topic string
	// Doc says in a sentence or two what the finding means and what helps.
	Doc string
}

// Severity returns the severity a code has unless site.toml says otherwise.
// A code without a row is an Error, so that a forgotten row cannot hide a
// mistake.
func (c Code) Severity() Severity {
	if r, ok := ruleOf[c]; ok {
		return r.Severity
	}
	return Error
}

// Topics are what findings can be about, in the order in which they are
// listed to people.
var Topics = []string{"files", "settings", "refs", "links", "reach", "consent", "faceless", "images", "a11y", "languages", "fresh", "theme", "voice"}

// Find returns the row of a code.
func Find(c Code) (Rule, bool) {
	r, ok := ruleOf[c]
	return r, ok
}

// Rules returns the whole table in its written order.
func Rules() []Rule { return append([]Rule(nil), rules...) }

var ruleOf = func() map[Code]Rule {
	m := make(map[Code]Rule, len(rules))
	for _, r := range rules {
		if _, twice := m[r.Code]; twice {
			panic("diag: two rows for " + string(r.Code))
		}
		m[r.Code] = r
	}
	return m
}()

var rules = []Rule{
	// Files and their form.
	{"unreadable-file", Error, "files", "The file could not be read, or is not a plain file inside the site's folder."},
	{"not-text", Error, "files", "The file is not UTF-8 text, or holds NUL bytes. Save it as UTF-8."},
	{"too-large", Error, "files", "The file is larger than Kith reads. Long pages are better as several."},
	{"front-matter", Error, "files", "The fields between the --- lines at the top of a file cannot be read."},
	{"duplicate-key", Error, "files", "A field stands twice. Keep one of them."},
	{"unknown-key", Warning, "files", "A field that Kith does not know. Your own fields go under params:."},
	{"misspelt-key", Error, "files", "A field that looks like a slip of the pen for one Kith knows."},
	{"unknown-setting", Error, "settings", "A setting in site.toml that Kith does not know. Your own settings go under [params]."},
	{"bad-setting", Error, "settings", "A setting in site.toml with a value that cannot be right."},
	{"low-contrast", Warning, "a11y", "Words in the company's colour, or on it, that many people could not read. The finding names the nearest colour that can be read; a theme with sheets of its own may have to change one."},
	{"missing-setting", Error, "settings", "site.toml lacks a setting that every site needs."},
	{"wrong-type", Error, "files", "A field holds another kind of thing than it should, such as a list where a date belongs."},
	{"bad-date", Error, "files", "A date that is not in the calendar or not written as YYYY-MM-DD."},
	{"bad-hours", Error, "settings", "Opening hours that cannot be read. They look like: Mo-Fr 09:00-17:00; We off."},
	{"no-holidays", Warning, "settings", "Hours that speak of public holidays (PH) on a site whose settings name none."},
	{"bad-span", Error, "settings", "A length of time that cannot be read. It looks like: 2 working days."},
	{"bad-language", Error, "languages", "Not a language tag as in BCP 47, such as en-GB or pt."},
	{"same-language", Warning, "languages", "A table such as [languages.en] beside a main language en-GB: it makes a second edition in the same language."},
	{"bad-timezone", Error, "settings", "Not a time zone of the IANA list, such as Europe/London."},
	{"bad-phone", Error, "reach", "A telephone number that nobody can have."},
	{"unassigned-phone", Warning, "reach", "A telephone number of a range that is not in use. It may be a slip of the finger."},
	{"bad-email", Error, "reach", "Not an email address."},
	{"role-inbox", Warning, "faceless", "An address that looks like one of several people (info@, support@), where nobody says who reads it. A name in answered_by, or the person's own address, is what people write to."},
	{"no-reply", Warning, "faceless", "A text that sends people to an address that nobody reads. Where it stands in a field, it is refused."},
	{"bad-link", Error, "links", "A link of a kind that a page must not hold."},
	{"bad-value", Error, "files", "A field with a value that is not one of those it can have."},
	{"bad-id", Error, "files", "A file name that cannot be an id: letters, digits and single hyphens."},
	{"long-id", Warning, "files", "An id of more than 64 characters makes addresses nobody can read out."},
	{"twin-id", Error, "files", "Two things of a kind with one id, or ids that differ only in case or in how accents are stored."},
	{"tags-in-text", Warning, "files", "HTML tags in a field that is plain text. They will be shown as they are."},
	{"raw-html", Warning, "files", "Raw HTML in a page. Its words stay, its tags go."},
	{"missing-title", Error, "files", "A page without a title."},
	{"long-title", Warning, "files", "A title of more than 70 characters is cut off in search results and on phones."},
	{"summary", Warning, "files", "A story's summary is missing, or not of a length (40 to 200 characters) that fits where it is shown."},
	{"missing-role", Warning, "reach", "A person without a role: what do they do, in plain words?"},
	{"name-parts", Warning, "reach", "Only one of given_name and family_name. Address books would get half a name."},
	{"missing-alt", Warning, "a11y", "A picture without words for those who cannot see it."},
	{"alt-file-name", Warning, "a11y", "The words for those who cannot see a picture are no more than its file's name. Say what it shows, as on the telephone."},
	{"too-many-values", Warning, "files", "A story that shows more than three values shows none of them well."},
	{"too-long", Warning, "files", "A text that is longer than the place it stands in."},
	{"too-many", Warning, "files", "A list with more entries, or fewer, than its page shows well."},
	{"no-teller", Warning, "reach", "A story that nobody tells. It is shown as posted by the host."},
	{"no-way-in", Warning, "reach", "Somebody of the staff whom nobody can reach."},
	{"no-way-in-route", Error, "reach", "Somebody who answers a contact page, and whom nobody can reach."},
	{"translation", Warning, "languages", "A translation that sets what only the base file may set."},
	{"other-language", Idea, "languages", "A long text that is plainly in another of the theme's eight languages than its page says. A screen reader reads it with the wrong sounds, and it is searched and hyphenated as what it isn't. Code, quotations and tables don't count; in doubt nothing is said."},
	{"no-date", Error, "files", "A story without a date."},
	{"unknown-section", Warning, "files", "A folder under content/ that site.toml's [sections] does not name. Nothing in it is published."},
	{"stray-file", Warning, "files", "A Markdown file that is not published: it lies beside an index.md, or is the _index.md of a folder that only groups."},
	{"empty-block", Warning, "files", "A writer's block without what it is for."},
	{"bad-block", Error, "files", "A writer's block that cannot be read."},

	// Names that lead to things.
	{"unknown-person", Error, "refs", "A person of that id does not exist. People are the files in content/people."},
	{"unknown-value", Error, "refs", "A value of that id does not exist. Values are the files in content/values."},
	{"unknown-story", Error, "refs", "A story of that id does not exist. Stories are the files in content/stories."},
	{"unknown-contact", Error, "refs", "A contact page of that id does not exist. They are the files in content/contact."},
	{"unknown-place", Error, "refs", "A place of that id does not exist. Places are the files in content/places."},
	{"unknown-topic", Error, "refs", "A topic of that id is not in use."},
	{"unknown-team", Error, "refs", "A team of that id is not in use."},
	{"unknown-page", Error, "refs", "A page of that name does not exist."},
	{"outside-picture", Warning, "images", "A picture from another site is left out, because it would tell that site who reads the page. Save it beside the text."},
	{"bad-picture", Warning, "images", "A file that should be a picture and will not do: it is something else, its end is missing, or it is so large that opening it would take all memory. The page goes without it."},
	{"damaged-picture", Error, "images", "A picture whose file is whole, and whose pixels can't be read all the same. Copy it again from where it came from."},
	{"misnamed-picture", Warning, "images", "A picture whose name ends in another format than it has. It works here, and may not where somebody saves it."},
	{"picture-colours", Warning, "images", "A picture in colours that can't be converted, so browsers may show it pale. Save it in sRGB."},
	{"card-letters", Idea, "images", "A title in letters that no font for share cards has, so that the picture for links shows a name or a face instead. A font of your own helps."},
	{"small-portrait", Idea, "images", "A portrait with too few pixels for its frame. Look for the original."},
	{"shared-portrait", Idea, "images", "One picture stands for two people. Initials are drawn for those without a photo, and look intended."},
	{"logo-portrait", Idea, "images", "A logo, a drawing of lines or a stand-in where somebody's face should be."},
	{"stock-portrait", Warning, "images", "A portrait whose file says that a picture agency sells it to anybody. People come to a hub to see who will answer."},
	{"hidden-data", Warning, "images", "A document, film or recording that tells who made it, or where. Pictures are cleaned of that; these can't be."},
	{"missing-program", Error, "settings", "A format of [images] formats that another program makes, which is not installed."},
	{"logo-size", Warning, "images", "A logo whose size cannot be found out: no picture, or an SVG file without viewBox. Pages would jump when it comes."},
	{"legal-page", Warning, "settings", "There is no imprint, or no page about privacy or accessibility, in a country whose law asks for one."},
	{"bad-icon", Warning, "images", "No icons can be made of the site's favicon or logo. A square PNG of 512 pixels, static/favicon.png, always will do."},
	{"missing-file", Error, "links", "A picture or file that is not there."},
	{"broken-link", Error, "links", "A link that leads nowhere."},
	{"broken-anchor", Error, "links", "A link to a part of a page that does not have such a part."},
	{"dead-link", Warning, "links", "A link to another site that leads to nothing any more. Only kith check --external looks, and it is a warning under --strict too: what others do on their sites breaks no build of yours."},
	{"moved-link", Idea, "links", "A link to another site whose page has moved for good, by what that site says. Only kith check --external looks."},
	{"unsure-link", Idea, "links", "A link to another site that did not answer, or lets no machine look. Only kith check --external looks."},
	{"unpublished-link", Warning, "links", "A link to a page that is held back today. The words stay, the link goes."},
	{"twin-terms", Warning, "refs", "Terms that differ only in case, accents or plural. They are probably one."},
	{"unused-term", Warning, "refs", "A file for a team, topic or series that nothing uses."},
	{"not-staff", Error, "refs", "Somebody on a contact page who is not of the staff."},
	{"address-clash", Error, "files", "Two pages for one address."},
	{"bad-address", Error, "files", "An address that cannot be one: it leaves the site or cannot be a file name."},
	{"self-reference", Error, "refs", "Something that refers to itself where that makes no sense."},

	// People who come and go.
	{"no-cover", Error, "reach", "Somebody on leave for whom nobody covers."},
	{"cover-loop", Error, "reach", "Covers or successors that lead round in a circle, or to nobody."},
	{"no-successor", Warning, "reach", "Somebody left and nobody is named to answer in their place. The host does."},
	{"no-successor-needed", Error, "reach", "Somebody left who is still needed: on a route, as keeper, cover or contact. Name a successor."},
	{"nobody-answers", Error, "reach", "A contact page that ends at nobody today."},
	{"nobody-soon", Warning, "reach", "A contact page that nobody will answer on one of the next fourteen days."},
	{"voice-only", Warning, "reach", "A contact page with no way in but a voice call, which not everybody can make."},
	{"language-unanswered", Warning, "languages", "A contact page that offers a language none of its people speaks."},
	{"missing-consent", Warning, "consent", "Staff of whom no consent is on record."},
	{"bad-consent", Warning, "consent", "A consent that does not say when it was given or what it covers, or not clearly when it ends. Until it does, it covers nothing."},
	{"no-consent", Warning, "consent", "Somebody outside the staff who has not agreed, or no longer agrees. A story that shows them is held back; on any other page it is an error, because that page cannot be."},
	{"name-left", Warning, "consent", "Words that name somebody who has not agreed to be named, or no longer agrees. Kith holds back what names people by id; a name typed into a sentence only a human can take out."},
	{"held-file", Warning, "consent", "A picture or file that is left out: somebody in it has not agreed or has left, or it belongs to a story that is held back."},
	{"consent-ends", Warning, "consent", "A consent that ends within 30 days."},
	{"security-expires", Warning, "settings", "security.txt says by which day somebody looks whether it is still right. That day is missing, more than a year away, within 30 days, or past; without it, or after it, the file is left out."},
	{"host-unreachable", Error, "reach", "The host of the site cannot be reached. Somebody must always answer."},
	{"bad-status", Error, "reach", "A status and its dates that contradict each other."},

	{"no-person", Error, "reach", "A page from which nobody can be reached: no person with a direct way stands on it, nor on a page that it links to. It is looked for in the finished page, so the theme counts too."},
	{"faceless-page", Error, "reach", "The page of a story, a person, a value or a need that names nobody who can be reached directly in its main part. A name in the footer does not make a page human."},

	{"consent-review", Warning, "consent", "The day has come by which somebody was to look with a colleague at what they agreed to (review_by:). Only kith check looks for it."},
	{"unshown-value", Idea, "fresh", "A value that no story shows, or none in twelve months: a promise without proof. Only kith check looks for it."},

	{"nameless-number", Warning, "faceless", "A number on a page that belongs to nobody in the hub: whoever rings it doesn't know who will pick up. It is looked for in the finished page, so the theme counts too, and so do numbers typed without a link, where they are written as only telephone numbers are: not 01632960999 in a row, unless words such as \"ring\" or \"tel\" come before it, nor after \"order\" or \"account\", nor in code. Numbers of places, of urgent: and of shared inboxes with answered_by: are fine, and so are those of fewer than seven digits."},
	{"stale-way", Warning, "faceless", "A number or address typed into a text or a template, with or without a link and however it is spaced, whose owner has left, has died, isn't contacted directly or hasn't agreed to it. A link to the person, person:ada-okonjo, follows by itself."},
	{"contact-nobody", Warning, "faceless", "A link that says \"contact us\", in the page's language, and ends where nobody can be reached: on a page without anybody, or on another site."},
	{"name-the-person", Idea, "faceless", "A link that says \"contact us\" and leads to somebody. \"Ask Amara\" says who."},
	{"form-only", Warning, "faceless", "A form to fill in on a page whose main part names nobody with a direct way."},

	{"heading-order", Warning, "a11y", "Headings that skip a level, or a page with no title (h1) or with two. People who listen to a page find their way by its headings."},
	{"vague-link", Warning, "a11y", "A link that says \"here\" or \"read more\", in the page's language. Many people go from link to link, and hear nothing else."},
	{"empty-link", Warning, "a11y", "A link or button without words: a screen reader says \"link\", and that is all."},
	{"page-language", Warning, "a11y", "A page that doesn't say which language it is in."},

	{"not-fresh", Warning, "fresh", "A page that says when it was last looked at, and that is long ago: [fresh] in site.toml says how long. Only kith check looks for it."},

	// Rules of style.
	{"bad-rule", Error, "settings", "A rule of style, or the .vale.ini beside it, that cannot be read. The other rules work."},
	{"rule-key", Warning, "settings", "A key in a rule of style, or a setting in .vale.ini, that means nothing there."},
	{"rule-unsupported", Warning, "settings", "A rule of style that is left out, because it needs more than the words: a dictionary (spelling), grammar (sequence) or a program (script)."},
	{"no-styles", Error, "settings", "A style, or a vocabulary, that is not where it is looked for."},
	{"rule-test", Error, "settings", "An example in a rule's file for which the rule does not do what the example says."},
	{"slow-rule", Error, "settings", "A rule of style whose pattern takes so long on some text that it was given up."},

	// The voice check.
	{"voice", Warning, "voice", "A note of the voice check: what a reader hears in some words, and what could stand there. The name behind it is the rule's, and kith explain tells of that too. Notes that must be fixed count as errors of a check; none ever stops a build."},
	{"voice-keep", Idea, "voice", "A line under voice_keep that is about nothing any more: words that have gone from the page, or a rule nobody knows."},
	{"voice-twice", Warning, "voice", "Two rules of voice.md are about the same words, or one says to write what another says to leave. The first of them counts."},
	{"unknown-voice-rule", Warning, "settings", "A name under [voice.rules], or in a .vale.ini, that no rule and no style has."},

	// Values.
	{"abstract-value", Idea, "files", "A value that is a single abstract noun. What would I see you do?"},

	// Themes.
	{"template", Error, "theme", "A template that cannot be read, or asks for something its page does not offer."},
	{"unknown-theme", Error, "theme", "The theme that site.toml names does not exist."},
	{"untranslated-words", Idea, "theme", "The theme has no words of its own in a language of the site, so they stand in the main one or in English. A file themes/<name>/strings/<language>.toml has them."},
	{"theme-string", Error, "theme", "A file of the theme's words that cannot be read."},

	// Output.
	{"old-kith", Error, "settings", "The site asks for a newer Kith than this one."},
	{"reserved-name", Error, "files", "A name that Windows keeps for itself, or that Kith uses."},
	{"static-clash", Error, "files", "A file in static/ for an address that a page has."},
}

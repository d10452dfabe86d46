package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kith/generator"
	"kith/generator/config"
	"kith/generator/content"
	"kith/generator/diag"
	"kith/generator/phone"
	"kith/generator/scaffold"
)

type newFlags struct {
	by, id, role, email, phone string
	folder                     bool
}

func (a *app) newCommand() *cobra.Command {
	parent := &cobra.Command{
		Use:        "new",
		Short:      "Begin a story, or add a person, a value, a contact page or a page",
		SuggestFor: []string{"add"},
		Long: `Makes a file with the few fields worth filling in, and a word about each. A
story begins as a draft, so that nothing goes out by accident. Nothing is ever
written over.`,
		Example: `  kith new story "What happened on Tuesday" --by ada-okonjo
  kith new person "Ada Okonjo" --role "Mends things" --email ada@hobbin.example
  kith new contact "My order arrived broken" --by amina-yusuf`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			hint := ""
			if near := nearestOf(args[0], scaffold.Kinds); near != "" {
				hint = " Did you mean kith new " + near + "?"
			}
			return wrongCall(cmd, "kith new makes a %s, not %s.%s", strings.Join(scaffold.Kinds, ", "), diag.Quote(args[0]), hint)
		},
	}
	short := map[string]string{
		"story":   "Begin a story, as a draft",
		"person":  "Add somebody, with a direct way to reach them",
		"value":   "Add a value: something people can hold you to",
		"contact": "Add a contact page: from a need to the people who answer",
		"page":    "Begin a plain page, as a draft",
	}
	for _, kind := range scaffold.Kinds {
		parent.AddCommand(a.newKind(kind, short[kind]))
	}
	return parent
}

func (a *app) newKind(kind, short string) *cobra.Command {
	var f newFlags
	title := "TITLE"
	if kind == "person" {
		title = "NAME"
	}
	cmd := &cobra.Command{
		Use:   kind + " " + title,
		Short: short,
		RunE: func(cmd *cobra.Command, args []string) error {
			words := tidyLine(strings.Join(args, " "))
			if words == "" {
				return wrongCall(cmd, "what shall it be called? As in: kith new %s \"...\"", kind)
			}
			return a.new(cmd, kind, words, f)
		},
	}
	fl := cmd.Flags()
	by := map[string]string{
		"story": "`PERSON` who tells it, by id", "value": "`PERSON` who keeps it, by id",
		"contact": "`PERSON` who answers, by id (the host)", "page": "`PERSON` who answers for it, by id",
	}
	if kind == "person" {
		fl.StringVar(&f.role, "role", "", "what they do, in plain `WORDS`")
		fl.StringVar(&f.email, "email", "", "their direct `ADDRESS`")
		fl.StringVar(&f.phone, "phone", "", "their direct `NUMBER`")
	} else {
		fl.StringVar(&f.by, "by", "", by[kind])
		_ = cmd.RegisterFlagCompletionFunc("by", a.completePeople)
	}
	fl.StringVar(&f.id, "id", "", "use this `ID` instead of one made from the title")
	fl.BoolVar(&f.folder, "folder", false, "make a folder, so that pictures can lie beside the words")
	return cmd
}

func (a *app) new(cmd *cobra.Command, kind, title string, f newFlags) error {
	opts, err := a.options(cmd)
	if err != nil {
		return err
	}
	site := generator.Open(opts)
	defer site.Close()
	snap, err := site.Load()
	if err != nil {
		return err
	}
	fields := scaffold.Fields{
		Title: title, Role: tidyLine(f.role), Email: strings.TrimSpace(f.email), Phone: strings.TrimSpace(f.phone), Folder: f.folder,
	}
	cfg := a.settings(opts)
	if fields.Person, err = whose(cmd, kind, f.by, cfg, snap); err != nil {
		return err
	}
	if fields.ID, err = newID(cmd, kind, title, f.id, snap); err != nil {
		return err
	}
	if err := reachable(fields, cfg); err != nil {
		return wrongCall(cmd, "%v", err)
	}
	fields.Today = today(opts, cfg)
	fields.Voice = snap.VoicePrompts()
	file := scaffold.Thing(kind, fields)
	if err := scaffold.Write(opts.Dir, []scaffold.File{file}); err != nil {
		var there *scaffold.Exists
		if errors.As(err, &there) {
			return wrongCall(cmd, "%s. Nothing was changed; take another title, or give it an --id.", there.Error())
		}
		return err
	}
	fmt.Fprintln(a.out, filepath.Join(opts.Dir, filepath.FromSlash(file.Path)))
	fmt.Fprintf(a.err, "Write over the lines in it. With kith serve running it is at http://localhost:%d%s%s\n",
		defaultPort, snap.Base, scaffold.Address(kind, fields.ID))
	if kind == "story" || kind == "page" {
		fmt.Fprintln(a.err, "Take the line draft: true out when everybody may read it.")
	}
	return nil
}

// settings are those of the hub; what is wrong with them is for others to say.
func (a *app) settings(opts generator.Options) *config.Config {
	file := opts.Config
	if file == "" {
		file = "site.toml"
	}
	data, err := os.ReadFile(filepath.Join(opts.Dir, file))
	if err != nil {
		return &config.Config{}
	}
	var list diag.List
	return config.Load(file, data, &list)
}

// reachable checks what was said of how somebody is reached.
func reachable(f scaffold.Fields, cfg *config.Config) error {
	if f.Email != "" {
		if _, err := phone.Mail(f.Email); err != nil {
			return fmt.Errorf("--email: %w", err)
		}
	}
	if f.Phone != "" {
		if _, err := phone.Parse(f.Phone, cfg.Country); err != nil {
			return fmt.Errorf("--phone: %w", err)
		}
	}
	return nil
}

// today is the hub's day.
func today(opts generator.Options, cfg *config.Config) string {
	if !opts.Date.IsZero() {
		return opts.Date.ISO()
	}
	now := time.Now()
	if zone, err := time.LoadLocation(cfg.Timezone); err == nil {
		now = now.In(zone)
	}
	return now.Format("2006-01-02")
}

// whose settles whose the new thing is: who was named, else the only person
// there is; for a contact page, which has to lead to somebody, else the host.
func whose(cmd *cobra.Command, kind, by string, cfg *config.Config, snap *generator.Snapshot) (string, error) {
	if kind == "person" {
		return "", nil
	}
	people := snap.List("person")
	if by == "" {
		switch {
		case len(people) == 1:
			return people[0].ID, nil
		case kind == "contact":
			return cfg.Host.ID, nil
		}
		return "", nil
	}
	id := content.Normal(by)
	var all []diag.Candidate
	for _, p := range people {
		if p.ID == id {
			return id, nil
		}
		all = append(all, diag.Candidate{ID: p.ID, Words: []string{p.Title}})
	}
	hint := diag.DidYouMean(by, all)
	if hint == "" {
		hint = "kith list people shows everybody."
	} else {
		hint = strings.ToUpper(hint[:1]) + hint[1:]
	}
	return "", wrongCall(cmd, "I don't know anyone called %s. %s", diag.Quote(by), hint)
}

const longestID = 64 // characters: longer ones make addresses nobody can read out

// newID makes an id that is still free.
func newID(cmd *cobra.Command, kind, title, given string, snap *generator.Snapshot) (string, error) {
	id := scaffold.ID(title)
	if given != "" {
		if id = content.Slug(given); id != content.Normal(given) {
			return "", wrongCall(cmd, "%s cannot be an id: letters, digits and single hyphens, as in %s.", diag.Quote(given), diag.Quote(id))
		}
	}
	if r := []rune(id); len(r) > longestID {
		id = string(r[:longestID])
		if i := strings.LastIndexByte(id, '-'); i > 0 {
			id = id[:i]
		}
	}
	switch {
	case id == "":
		return "", wrongCall(cmd, "there is no letter or digit in %s to make an id of. Give it one with --id.", diag.Quote(title))
	case id == "index":
		return "", wrongCall(cmd, "%s is the name of a folder's own page. Give it another with --id.", diag.Quote(id))
	}
	list := kind
	if kind == "contact" {
		list = "route"
	}
	for _, it := range snap.List(list) {
		if it.ID == id {
			return "", wrongCall(cmd, "there is a %s %s already, in %s. Nothing was changed; give the new one an --id.", kind, diag.Quote(id), it.File)
		}
	}
	return id, nil
}

func nearestOf(word string, words []string) string {
	var all []diag.Candidate
	for _, w := range words {
		all = append(all, diag.Candidate{ID: w})
	}
	if near := diag.Nearest(word, all); len(near) > 0 {
		return near[0]
	}
	return ""
}

func (a *app) completePeople(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	opts, err := a.options(cmd)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	site := generator.Open(opts)
	defer site.Close()
	snap, err := site.Load()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var out []string
	for _, p := range snap.List("person") {
		out = append(out, p.ID+"\t"+p.Title)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

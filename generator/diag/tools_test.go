package diag_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"kith/generator/diag"
)

const toolFile = "---\ntitle: Émile\nauthors: [ada, 100%]\n---\n"

func toolPrinter() *diag.Printer {
	return &diag.Printer{Source: func(file string) []byte {
		if file == "content/stories/a b.md" {
			return []byte(toolFile)
		}
		return nil
	}}
}

func toolFindings() []diag.Diagnostic {
	at := diag.Pos{File: "content/stories/a b.md", Offset: strings.Index(toolFile, "100%")}
	return []diag.Diagnostic{
		{
			Code: "unknown-person", Severity: diag.Error, Pos: at, Len: 4, Message: `I don't know anyone called "100%"`, Hint: "two\nlines: of, help",
			Related: []diag.Related{{Pos: diag.In("content/people/ada.md"), Message: "this one is like it"}},
		},
		{Code: "abstract-value", Severity: diag.Idea, Pos: diag.In("content/values/v.md"), Message: "one noun."},
		{Code: "missing-consent", Severity: diag.Warning, Message: "of nobody in particular."},
	}
}

func TestGitHub(t *testing.T) {
	var b strings.Builder
	if err := toolPrinter().GitHub(&b, toolFindings()); err != nil {
		t.Fatal(err)
	}
	want := `::error file=content/stories/a b.md,line=3,col=16,endColumn=20,title=unknown-person::I don't know anyone called "100%25".%0Atwo%0Alines: of, help
::notice file=content/values/v.md,title=abstract-value::one noun.
::warning title=missing-consent::of nobody in particular.
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

// SARIF §3.20-3.30: what a consumer needs to show a result.
func TestSARIF(t *testing.T) {
	var b strings.Builder
	if err := toolPrinter().SARIF(&b, toolFindings(), "1.2.3"); err != nil {
		t.Fatal(err)
	}
	var log struct {
		Version string
		Runs    []struct {
			ColumnKind string
			Tool       struct {
				Driver struct {
					Name, Version string
					Rules         []struct {
						ID                   string
						ShortDescription     struct{ Text string }
						DefaultConfiguration struct{ Level string }
					}
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           *struct{ StartLine, StartColumn, EndLine, EndColumn int }
					}
				}
				RelatedLocations    []struct{ ID *int }
				PartialFingerprints map[string]string
			}
		}
	}
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 {
		t.Fatalf("version %q, %d runs", log.Version, len(log.Runs))
	}
	run := log.Runs[0]
	if run.Tool.Driver.Name != "Kith" || run.Tool.Driver.Version != "1.2.3" || run.ColumnKind != "unicodeCodePoints" || len(run.Results) != 3 {
		t.Fatalf("the run is %+v", run)
	}
	for i, r := range run.Results {
		if rule := run.Tool.Driver.Rules[r.RuleIndex]; rule.ID != r.RuleID || rule.ShortDescription.Text == "" {
			t.Errorf("result %d is of rule %s, and its index leads to %s", i, r.RuleID, rule.ID)
		}
		if r.PartialFingerprints["kith/v1"] == "" || r.Message.Text == "" {
			t.Errorf("result %d has no fingerprint or no text", i)
		}
	}
	first := run.Results[0]
	at := first.Locations[0].PhysicalLocation
	if at.ArtifactLocation.URI != "content/stories/a%20b.md" || at.Region == nil || *at.Region != (struct{ StartLine, StartColumn, EndLine, EndColumn int }{3, 16, 3, 20}) {
		t.Errorf("the first stands at %+v %+v", at, at.Region)
	}
	if first.RelatedLocations[0].ID == nil || run.Results[1].Locations[0].PhysicalLocation.Region != nil || run.Results[2].Locations != nil {
		t.Error("a whole file has no region, and nothing in particular no location")
	}
	if levels := []string{first.Level, run.Results[1].Level, run.Results[2].Level}; !slices.Equal(levels, []string{"error", "note", "warning"}) {
		t.Errorf("levels are %v", levels)
	}
}

// Every code is about something, so that check --only leaves none out.
func TestTopics(t *testing.T) {
	used := map[string]bool{}
	for _, r := range diag.Rules() {
		used[r.Topic] = true
		if !slices.Contains(diag.Topics, r.Topic) {
			t.Errorf("%s has the topic %q, which is none", r.Code, r.Topic)
		}
	}
	for _, topic := range diag.Topics {
		if !used[topic] {
			t.Errorf("nothing is about %q", topic)
		}
	}
}

package content

import "kith/generator/config"

func testConfig() *config.Config {
	cfg := &config.Config{Language: "en-GB", Country: "GB", Timezone: "Europe/London"}
	cfg.Languages = map[string]config.Language{"fr": {}, "pt-BR": {}}
	cfg.Sections = map[string]config.Section{"handbook": {}}
	cfg.Markdown.Typographer = true
	return cfg
}

package content

import "kith/generator/config"

func testConfig() *config.Config {
	cfg := &config.Config{Language: "en-GB", Country: "GB", Timezone: "Europe/London"}
	cfg.Languages = map[string]int{"fr": 1, "pt-BR": 1}
	cfg.Sections = map[string]int{"handbook": 1}
	cfg.Markdown.Typographer = true
	return cfg
}

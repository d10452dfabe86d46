package content

import (
	"strings"
	"testing"

	"kith/generator/config"
	"kith/generator/diag"
)

// passages are a few sentences each, said twice to be long enough.
var passages = map[string]string{
	"en": "I came to the bench on a Monday, and there was nobody but Ada, who had been there since seven. She gave me the kettle and a screwdriver and said that I would know what to do with it. I didn't. It took us the whole of the morning, and by noon it sang as it had for three weddings before. They were so glad that they brought us a cake, which we ate at the door with our coats on.",
	"de": "Ich bin an einem Montag an die Werkbank gekommen, und es war niemand da außer Ada, die schon seit sieben Uhr arbeitete. Sie hat mir den Kessel und einen Schraubenzieher gegeben und gesagt, dass ich wohl wüsste, was damit zu tun ist. Ich wusste es nicht. Wir haben den ganzen Vormittag gebraucht, und zu Mittag sang er wieder wie auf den drei Hochzeiten. Die Leute haben uns einen Kuchen gebracht, den wir in der Tür gegessen haben.",
	"fr": "Je suis arrivé à l'atelier un lundi, et il n'y avait personne sauf Ada, qui était là depuis sept heures. Elle m'a donné la bouilloire et un tournevis, et elle a dit que je saurais bien quoi en faire. Je ne savais pas. Il nous a fallu toute la matinée, et à midi elle chantait comme dans les trois mariages. Les gens étaient si contents qu'ils nous ont apporté un gâteau, que nous avons mangé sur le pas de la porte avec nos manteaux.",
	"es": "Llegué al taller un lunes, y no había nadie más que Ada, que estaba allí desde las siete. Me dio la tetera y un destornillador, y dijo que yo sabría qué hacer con ella. No lo sabía. Tardamos toda la mañana, pero al mediodía cantaba otra vez como en las tres bodas. Los dueños estaban tan contentos que nos trajeron un pastel, y lo comimos en la puerta con los abrigos puestos, porque hacía frío y los vecinos también querían.",
	"pt": "Cheguei à oficina numa segunda-feira, e não havia ninguém além da Ada, que estava lá desde as sete. Ela deu-me a chaleira e uma chave de fendas, e disse que eu saberia o que fazer com isso. Não sabia. Demorámos toda a manhã, mas ao meio-dia ela já cantava como nos três casamentos. Os donos ficaram muito contentes e trouxeram um bolo, que foi comido na porta, com os casacos vestidos, pelo pessoal da oficina e pelos vizinhos também.",
	"nl": "Ik kwam op een maandag bij de werkbank, en er was niemand behalve Ada, die er al sinds zeven uur was. Zij gaf mij de ketel en een schroevendraaier en zei dat ik wel wist wat ik met het ding moest doen. Dat wist ik niet. Het heeft ons de hele ochtend gekost, maar om twaalf uur zong hij weer zoals op de drie bruiloften. De mensen waren zo blij dat zij ons een taart brachten, die wij bij de deur hebben gegeten met onze jassen aan.",
	"ja": "月曜日に工房へ行くと、七時から来ていたエイダのほかには誰もいませんでした。彼女は私にやかんとねじ回しを渡し、どうすればいいかわかるはずだと言いました。私にはわかりませんでした。午前中いっぱいかかりましたが、昼にはまた三つの結婚式のときと同じように鳴りました。持ち主はとても喜んで、ケーキを持ってきてくれました。私たちは上着を着たまま戸口で食べました。",
	"ar": "وصلت إلى الورشة يوم الاثنين، ولم يكن هناك أحد سوى آدا التي كانت هناك منذ السابعة. أعطتني الغلاية ومفكا وقالت إنني سأعرف ماذا أفعل بها. لم أكن أعرف. استغرق الأمر الصباح كله، وعند الظهر غنت كما كانت في الأعراس الثلاثة. فرح الناس كثيرا وأحضروا لنا كعكة أكلناها عند الباب ونحن نرتدي معاطفنا، ثم عدنا إلى العمل حتى المساء.",
}

func TestOtherTongue(t *testing.T) {
	found := func(tag, file, text string) string {
		d := NewDecoder(&config.Config{Language: tag, Timezone: "UTC"})
		rec, _ := d.Decode(Source{File: file, Kind: "page", ID: "x"}, []byte("---\ntitle: X\n---\n\n# Top\n\n"+text))
		for _, f := range rec.Findings {
			if f.Code == "other-language" {
				return f.Message + "|" + diag.Locate([]byte("---\ntitle: X\n---\n\n# Top\n\n"+text), f.Pos.Offset).Text
			}
		}
		return ""
	}
	for tag, text := range passages {
		long := text + "\n\n" + text + "\n"
		for other, name := range map[string]string{"en-GB": "English", "de": "German", "fr-CA": "French", "es": "Spanish", "pt-BR": "Portuguese", "nl": "Dutch", "ja": "Japanese", "ar": "Arabic"} {
			got := found(other, "content/x.md", long)
			switch base, _, _ := strings.Cut(other, "-"); {
			case base == tag && got != "":
				t.Errorf("%s on a page in %s: %s", tag, other, got)
			case base != tag && (!strings.Contains(got, tongueNames[tongueOf[tag]]) || !strings.Contains(got, "says that it is "+name) || !strings.HasSuffix(got, "|"+text)):
				t.Errorf("%s on a page in %s: %q", tag, other, got)
			}
		}
	}
	en, fr := passages["en"], passages["fr"]
	for what, text := range map[string]string{
		"both":         en + "\n\n" + fr,
		"a quotation":  "I rang.\n\n> " + fr + "\n\n> " + fr + "\n\nSo it went.",
		"short":        fr,
		"code":         "~~~\n" + fr + "\n" + fr + "\n~~~\n",
		"a list of it": strings.Repeat("- [x](/de/la/et/les/des/)\n", 200),
		"names":        strings.Repeat("Jean de la Tour, Marie du Pont; ", 60),
	} {
		if got := found("en", "content/x.md", text); got != "" {
			t.Errorf("%s: %s", what, got)
		}
	}
	if got := found("fi", "content/x.md", fr+"\n\n"+fr); got != "" {
		t.Errorf("of a language we don't speak: %s", got)
	}
}

package vm

import (
	"strings"
	"testing"
)

// BenchmarkMarkup reads what people write, and what is written to make reading
// slow, each as long as a message may be.
func BenchmarkMarkup(b *testing.B) {
	full := func(part string) string { return strings.Repeat(part, 8192/len(part)) }
	for name, text := range map[string]string{
		"Line":     "Is the *projector* free at ten? See https://lab.example/plan",
		"Words":    full("and so it goes on "),
		"Stars":    full("*a "),
		"Openers":  full("*a **b _c "),
		"Brackets": full("[a "),
		"Closers":  full("[a]( "),
		"Ticks":    full("` `` ``` "),
		"Quotes":   full("> > > > > > > >\n"),
		"Lists":    full("- - - - - - a\n"),
		"Deep":     full(strings.Repeat("  ", 60) + "- a\n"),
		"Mails":    full("a.a@a.a.a-"),
		"Mails2":   full(" a.a_a.a.a-"),
		"Links":    full("http://a.b/( "),
		"Escapes":  full(`\*`),
		"Angles":   full("<a:b "),
		"Tildes":   full("~~a ~~~"),
		"MayStars": strings.Repeat("*a ", maxSigns),
		"MayOpen":  strings.Repeat("[a ", maxSigns),
		"MayEnd":   strings.Repeat("[a", maxSigns/2) + strings.Repeat("](", maxSigns/2),
		"MayTicks": strings.Repeat("` `` ", maxSigns/3),
		"MayMix":   strings.Repeat("*_a ", maxSigns/4) + strings.Repeat("_* ", maxSigns/4),
		"MayAngle": strings.Repeat("<a:b ", maxSigns),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				newMarkup(text, nil)
			}
		})
	}
}

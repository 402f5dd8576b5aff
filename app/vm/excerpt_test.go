package vm

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// marked writes runs with the found words in brackets.
func marked(runs []Run) string {
	var out strings.Builder
	for _, r := range runs {
		if r.Found {
			out.WriteString("[" + r.Text + "]")
			continue
		}
		out.WriteString(r.Text)
	}
	return out.String()
}

func TestExcerptMarksWords(t *testing.T) {
	for _, test := range []struct{ text, words, want string }{
		{"The cable is short", "cable", "The [cable] is short"},
		{"The CABLE, and a cable.", "Cable", "The [CABLE], and a [cable]."},
		{"cable", "cables", "cable"},
		{"all cables are gone", "cable", "all [cables] are gone"},
		{"a cable among cables", "cable", "a [cable] among cables"},
		{"cables and cords", "cable cord", "cables and [cords]"},
		{"a man, an ant", "a", "[a] man, an ant"},
		{"man, ant", "m", "man, ant"},
		{"Le café est fermé", "cafe ferme", "Le [café] est [fermé]"},
		{"Le cafe\u0301 ferme\u0301", "café fermé", "Le [cafe\u0301] [ferme\u0301]"},
		{"ｆｕｌｌ width", "full", "[ｆｕｌｌ] width"},
		{"the ﬁle", "file", "the [ﬁle]"},
		{"今日の会議は三時です", "会議", "今日の[会議]は三時です"},
		{"会議と会議", "会議", "[会議]と[会議]"},
		{"ガスとカス", "ガス", "[ガス]とカス"},
		{"Room会議A", "会議", "Room[会議]A"},
		{"ประชุมวันนี้", "วันนี้", "ประชุม[วันนี้]"},
		{"회의는 세 시", "회의", "[회의]는 세 시"},
		{"die Straße ist zu", "strasse", "die [Straße] ist zu"},
		{"ο δρόμος", "ΔΡΟΜΟΣ", "ο [δρόμος]"},
		{"سَلَام عليكم", "سلام", "[سَلَام] عليكم"},
		{"a 🔌 and a plug", "🔌", "a [🔌] and a plug"},
		{"a ⚡️ now", "⚡", "a [⚡️] now"},
		{"הישיבה נדחתה למחר", "נדחתה", "הישיבה [נדחתה] למחר"},
		{"اجتماع الفريق غدا", "الفريق", "اجتماع [الفريق] غدا"},
		{"one\n\ttwo\u0000 three", "two", "one [two] three"},
		{"nothing here", "word", "nothing here"},
		{"nothing here", "…", "nothing here"},
		{"", "word", ""},
	} {
		if got := marked(Excerpt(test.text, test.words, 200)); got != test.want {
			t.Errorf("%q in %q: %q, want %q", test.words, test.text, got, test.want)
		}
	}
}

func TestExcerptIsShort(t *testing.T) {
	filler := strings.Repeat("words that fill the line ", 400)
	for _, test := range []struct{ name, text, want string }{
		{"at the beginning", "needle " + filler, "[needle] words"},
		{"in the middle", filler + "needle " + filler, "[needle] words"},
		{"at the end", filler + "needle", "line [needle]"},
		{"nowhere", filler, "words that fill"},
		{"without a space", strings.Repeat("x", 5000) + " needle " + strings.Repeat("y", 5000), "[needle]"},
	} {
		got := marked(Excerpt(test.text, "needle", 120))
		if n := utf8.RuneCountInString(got); n > 124 {
			t.Errorf("%s: %d letters", test.name, n)
		}
		if !strings.Contains(got, test.want) {
			t.Errorf("%s: %q lacks %q", test.name, got, test.want)
		}
	}
}

// TestExcerptCutsBetweenLetters wants no letter taken apart, wherever the cut
// falls.
func TestExcerptCutsBetweenLetters(t *testing.T) {
	for _, letter := range []string{"e\u0301", "👩\u200d🔧", "🇩🇪", "👍🏽", "นี้"} {
		for most := 20; most < 40; most++ {
			text := strings.Repeat(letter, 60) + " needle " + strings.Repeat(letter, 60)
			got := marked(Excerpt(text, "needle", most))
			left, right, _ := strings.Cut(got, "[needle]")
			left, right = strings.Trim(left, "… "), strings.Trim(right, "… ")
			if rest := strings.ReplaceAll(left+right, letter, ""); rest != "" {
				t.Fatalf("%q at %d letters: %q is left over", letter, most, rest)
			}
		}
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("The cable is short", "cable", 12)
	f.Add("今日の会議", "会議", 3)
	f.Fuzz(func(t *testing.T, text, words string, most int) {
		most = max(most, 1) % 500
		runs := Excerpt(text, words, most+1)
		if n := utf8.RuneCountInString(marked(runs)); n > 3*(most+1)+2 {
			t.Errorf("%d letters for at most %d", n, most+1)
		}
	})
}

package history

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTokens(t *testing.T) {
	tests := []struct {
		text, words, singles string
	}{
		{"", "", ""},
		{"Good morning, Ada!", "good morning ada", ""},
		{"Straße ÉCOLE naïve ΣΊΣΥΦΟΣ Ёлка", "strasse ecole naive σισυφοσ елка", ""},
		{"don't 192.168.1.20 foo_bar", "don t 192 168 1 20 foo bar", ""},
		{"ﬁnd ＡＢＣ １２３", "find abc 123", ""},
		{"今天", "今天", "今 天"},
		{"今天下午3点", "今天 天下 下午 3", "今 天 下 午 点"},
		{"打印机。坏了", "打印 印机 坏了", "打 印 机 坏 了"},
		{"プリンター", "プリ リン ンタ ター", "プ リ ン タ ー"},
		{"ﾌﾟﾘﾝﾀｰ", "プリ リン ンタ ター", "プ リ ン タ ー"},
		{"학교에서 만나", "학교 교에 에서 만나", "학 교 에 서 만 나"},
		{"iPhone手机", "iphone 手机", "手 机"},
		{"ดีครับ", "ดีค คร รั" + "บ", "ดี ค รั บ"},
		{"हिन्दी में", "हिन्दी में", ""},
		{"كِتَابٌ", "كتاب", ""},
		{"שָׁלוֹם", "שלום", ""},
		{"ok👍🏽 ✈️", "ok", "👍 ✈"},
		{"so\u00adft\u200b zero\u200dwidth", "soft zerowidth", ""},
		{strings.Repeat("a", 100), strings.Repeat("a", maxToken), ""},
		{"\u0301 alone", "alone", ""},
	}
	for _, tt := range tests {
		words, singles := tokensOf(tt.text)
		if tt.text == "ดีครับ" { // pairs of characters with their marks
			tt.words = strings.Join([]string{"ดีค", "คร" + "ั", "รับ"}, " ")
		}
		if words != tt.words || singles != tt.singles {
			t.Errorf("%q is cut into\n%q %q, want\n%q %q", tt.text, words, singles, tt.words, tt.singles)
		}
	}
}

func TestMatch(t *testing.T) {
	tests := []struct{ text, want, open string }{
		{"", "", ""},
		{"Paper jam", `words : "paper" AND words : "jam"`, "jam"},
		{`"paper jam"`, `words : "paper jam"`, ""},
		{`"paper jam" tray`, `words : "paper jam" AND words : "tray"`, "tray"},
		{"192.168.1", `words : "192 168 1"`, ""},
		{"打印机", `words : "打印 印机"`, ""},
		{"天", `singles : "天"`, ""},
		{"3天", `words : "3" AND singles : "天"`, ""},
		{"a", `words : "a"`, ""},
		{`x" OR tags : "y`, `words : "x" AND words : "or tags" AND words : "y"`, ""},
		{"!?", "", ""},
		{"NEAR(a b) * ^", `words : "near a" AND words : "b"`, ""},
	}
	for _, tt := range tests {
		m := matchOf(tt.text)
		if got := m.expression(nil); got != tt.want || m.open != tt.open {
			t.Errorf("%q is looked for as\n%s (open %q), want\n%s (open %q)", tt.text, got, m.open, tt.want, tt.open)
		}
	}
	long := matchOf(strings.Repeat("w ", 10_000))
	if len(long.terms) > maxTerms {
		t.Errorf("a long query has %d terms", len(long.terms))
	}
	m := matchOf("good mor")
	m.tags = []string{"r1"}
	if got, want := m.expression([]string{"mor", "morning"}), `words : "good" AND words : ("mor" OR "morning") AND tags : "r1"`; got != want {
		t.Errorf("completed to %s, want %s", got, want)
	}
}

func TestMinus(t *testing.T) {
	tests := []struct{ s, other, want spans }{
		{nil, spans{{first: 1, last: 2}}, nil},
		{spans{{first: 1, last: 9}}, nil, spans{{first: 1, last: 9}}},
		{spans{{first: 1, last: 9}}, spans{{first: 1, last: 9}}, nil},
		{spans{{first: 1, last: 9}}, spans{{first: 3, last: 4}, {first: 7, last: 20}}, spans{{first: 1, last: 2}, {first: 5, last: 6}}},
		{spans{{first: 1, last: 3}, {first: 6, last: 9}}, spans{{first: 2, last: 7}}, spans{{first: 1, last: 1}, {first: 8, last: 9}}},
		{spans{{first: 5, last: 5}}, spans{{first: 1, last: 4}, {first: 6, last: 8}}, spans{{first: 5, last: 5}}},
	}
	for _, tt := range tests {
		if got := tt.s.minus(tt.other); !slices.Equal(got, tt.want) {
			t.Errorf("%v without %v is %v, want %v", tt.s, tt.other, got, tt.want)
		}
	}
}

// TestTake wants the newest lines of each chunk, and no more than asked for.
func TestTake(t *testing.T) {
	p := compare(
		map[int64]indexed{1: {spans: spans{{first: 1, last: 100}}}, 2: {spans: spans{{first: 1, last: 3}}}},
		map[int64]indexed{1: {salt: salt{1}, spans: spans{{first: 1, last: 2}}}, 3: {spans: spans{{first: 7, last: 9}}}},
	)
	if want := []chunk{{1, 1, 2}, {3, 7, 9}}; !slices.Equal(p.gone, want) {
		t.Errorf("gone: %v, want %v", p.gone, want)
	}
	got, more := take(p.come, 10)
	if want := []chunk{{2, 1, 3}, {1, 94, 100}}; !slices.Equal(got, want) || !more {
		t.Errorf("taken: %v %v, want %v", got, more, want)
	}
	if got, more = take(p.come, 103); len(got) != 2 || more {
		t.Errorf("taken of everything: %v %v", got, more)
	}
}

// FuzzTokens cuts anything: tokens are bounded, plain words for SQLite's
// tokenizer, and a text finds itself.
func FuzzTokens(f *testing.F) {
	for _, text := range []string{"Good morning", "今天下午3点", "ดีครับ", "कि\u0301\u0301\u0301", "ﷺ", "a\x00b\xff", "👩‍👩‍👧"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words, singles := tokensOf(text)
		for _, list := range []string{words, singles} {
			for token := range strings.FieldsSeq(list) {
				if len(token) > maxToken || !utf8.ValidString(token) {
					t.Fatalf("%q has the token %q", text, token)
				}
				for _, r := range token {
					if r < utf8.RuneSelf && kindOf(r) != spaced {
						t.Fatalf("%q has the token %q", text, token)
					}
				}
			}
		}
		all := " " + words + " " + singles + " "
		for _, term := range termsOf(text) {
			if want := strings.Join(term.phrase, " ") + term.single; !strings.Contains(all, " "+want+" ") {
				t.Fatalf("%q is cut into %q and looked for as %q", text, all, want)
			}
		}
	})
}

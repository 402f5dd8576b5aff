package vm

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"landline/netcore/chat"
)

// sketch writes blocks down: one line for each, with its phrases as <styles text>.
func sketch(m *Markup) string {
	var out []string
	for _, b := range m.Blocks {
		var s strings.Builder
		s.WriteString(strings.Repeat("^", b.Above) + strings.Repeat("> ", b.Quotes) + strings.Repeat("  ", b.Lists))
		if b.Lead != "" {
			s.WriteString(b.Lead + " ")
		}
		if b.Code {
			fmt.Fprintf(&s, "code(%s) ", b.Label)
		}
		for _, p := range b.Phrases {
			text := strings.ReplaceAll(m.Text[p.From:p.To], "\n", "¶")
			if p.Style == 0 && p.Link == "" {
				s.WriteString(text)
				continue
			}
			styles := ""
			for i, c := range "bismnc" {
				if p.Style&(1<<i) != 0 {
					styles += string(c)
				}
			}
			if p.Link != "" {
				styles += "(" + p.Link + ")"
			}
			s.WriteString("<" + styles + " " + text + ">")
		}
		out = append(out, s.String())
	}
	return strings.Join(out, "|")
}

func TestMarkup(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"plain words", "plain words"},
		{"two\nlines\n\n\n\nand more", "two¶lines¶¶¶¶and more"},
		{"*a* and\n\n\n\n*b*", "<i a> and|^^<i b>"},
		{"a **bold** *italic* _too_ ~~gone~~ `x*y*z` end", "a <b bold> <i italic> <i too> <s gone> <m x*y*z> end"},
		{"***both***", "<bi both>"},
		{"2*3*4 and snake_case_name and ~5 to ~6", "2*3*4 and snake_case_name and ~5 to ~6"},
		{"日本**太字**語", "日本<b 太字>語"},
		{`5 \* 3 \* 2 and C:\dir\file \\server\share`, `5 * 3 * 2 and C:\dir\file \\server\share`},
		{"ends in a \\\n*next*", "ends in a \\¶<i next>"},
		{"# no *heading*\n===\n---\n***", "# no <i heading>¶===¶---¶***"},
		{"<b>no HTML</b> &amp; *x*", "<b>no HTML</b> &amp; <i x>"},
		{"![alt](http://a.b/c.png)", "!<(http://a.b/c.png) alt>"},
		{"[site](https://a.b/c) [no](javascript:x) [](http://a.b) [ref] [x]: y", "<(https://a.b/c) site> [no](javascript:x) [](http://a.b) [ref] [x]: y"},
		{"see https://a.b/c_d_e?f=1, or http://printer:8080/.", "see <(https://a.b/c_d_e?f=1) https://a.b/c_d_e?f=1>, or <(http://printer:8080/) http://printer:8080/>."},
		{"(http://10.0.0.1/x) www.a.org a@b.org <https://c.d> ftp://x.y", "(<(http://10.0.0.1/x) http://10.0.0.1/x>) <(http://www.a.org) www.a.org> <(mailto:a@b.org) a@b.org> <(https://c.d) https://c.d> ftp://x.y"},
		{"landline://lab:7678/?room=1", "<(landline://lab:7678/?room=1) landline://lab:7678/?room=1>"},
		{"> quoted *so*\n> on\nmy answer", "> quoted <i so>¶on|my answer"},
		{">> deep\n> less", "> > deep¶less"},
		{"- one\n- two\n  more\n  - inner\nafter", "  • one|  • two¶more|    • inner|after"},
		{"1. a\n1. b\n7) c", "  1. a|  1. b|  7) c"},
		{"-", "-"}, {"7.", "7."}, {"+ 1", "+ 1"}, {"- - -", "- - -"}, {"* their *x*", "  • their <i x>"},
		{"- a\n\n  b\n- c", "  • a|^  b|  • c"},
		{"    indented *x*\n\n    still", "    indented <i x>|^    still"},
		{"```go\nfunc *main*() {\n\n}\n```\ndone *x*", "code(go) func *main*() {¶¶}|done <i x>"},
		{"before *x*\n```\na\n```", "before <i x>|code() a"},
		{"```\nnever *closed*", "code() never *closed*"},
		{"> ```\n> in a quote\n> ```\n> *x*", "> code() in a quote|> <i x>"},
		{"`one\nspan`", "<m one¶span>"},
		{"a `` b", "a `` b"},
		{strings.Repeat(">", 40) + " *x*", strings.Repeat(">", 40) + " *x*"},
	} {
		if got := sketch(newMarkup(test.text, nil)); got != test.want {
			t.Errorf("%q\n is %q\nnot %q", test.text, got, test.want)
		}
	}
}

// TestNothingTypedIsLost reads random text and looks for each letter of it in
// what is drawn, but for where links lead, the languages of code, and the marks
// of lists, which are drawn otherwise.
func TestNothingTypedIsLost(t *testing.T) {
	words := strings.Split("a|Bo|2|*|**|_|~~|`|```|\n|\n\n|> |- |1. |    |\t|[|](|](http://a.b)|)|<|>|\\|!|#|http://x.y/z|@|日|שלום|👍|.|,|&amp;| | | ", "|")
	random := rand.New(rand.NewPCG(7, 8))
	for range 20_000 {
		var b strings.Builder
		for range random.IntN(30) {
			b.WriteString(words[random.IntN(len(words))])
		}
		assertWhole(t, b.String())
	}
}

func FuzzMarkup(f *testing.F) {
	f.Add("> a\n```\n- **b** [c](http://d) `e`\n")
	f.Add("\t- 1. x\\\ny")
	f.Fuzz(assertWhole)
}

func assertWhole(t *testing.T, text string) {
	t.Helper()
	m := newMarkup(text, nil)
	if m.Text != text {
		t.Fatalf("%q became %q", text, m.Text)
	}
	at := 0
	shown := map[string]int{}
	for _, b := range m.Blocks {
		for _, letters := range []string{b.Lead, b.Label} {
			count(shown, letters)
		}
		if b.From < 0 || b.From > len(text) {
			t.Fatalf("%q: a block begins at %d", text, b.From)
		}
		for _, p := range b.Phrases {
			if p.From < at || p.To <= p.From || p.To > len(text) {
				t.Fatalf("%q: a phrase from %d to %d after %d", text, p.From, p.To, at)
			}
			at = p.To
			count(shown, text[p.From:p.To])
			if p.Link != "" {
				count(shown, p.Link)
			}
		}
	}
	wanted := map[string]int{}
	count(wanted, text)
	for letter, n := range wanted {
		if shown[letter] < n {
			t.Fatalf("%q lost %q: %s", text, letter, sketch(m))
		}
	}
}

func count(letters map[string]int, text string) {
	for _, r := range text {
		if wordy(r) {
			letters[string(r)]++
		}
	}
}

func TestNamesStandOut(t *testing.T) {
	var d Desk
	d.Apply(noon, Named{ID: me, Name: "Ada"}, Opened{Room: 1, Name: "Lab"},
		Happened{Room: 1, Event: chat.Entered{Epoch: chat.Epoch{1}, Members: []chat.Member{
			{ID: me, Name: "Ada"}, {ID: chat.MemberID{2}, Name: "Bo"}, {ID: chat.MemberID{3}, Name: "Bo Derek"}, {ID: chat.MemberID{4}, Name: "李雷"}}}})
	r := d.Room(1)
	for _, test := range []struct{ text, want string }{
		{"@Bo look", "<n @Bo> look"},
		{"(@bo derek), @BO", "(<n @bo derek>), <n @BO>"},
		{"@Bob a@Bo @nobody @", "@Bob a@Bo @nobody @"},
		{"*@Ada:* @ada", "<inc @Ada><i :> <nc @ada>"},
		{"`@Bo` @李雷。", "<m @Bo> <n @李雷>。"},
		{"```\n@Bo\n```", "code() @Bo"},
	} {
		if got := sketch(r.body(test.text, false)); got != test.want {
			t.Errorf("%q is %q, want %q", test.text, got, test.want)
		}
	}
	before, calm := r.body("@Cleo?", false), r.body("calm", false)
	if r.body("@Cleo?", false) != before {
		t.Error("the same text is read twice")
	}
	d.Apply(noon, Happened{Room: 1, Event: chat.Joined{Member: chat.Member{ID: chat.MemberID{5}, Name: "Cleo"}}})
	if got := sketch(r.body("@Cleo?", false)); got != "<n @Cleo>?" || r.body("calm", false) != calm {
		t.Errorf("once Cleo is here it is %q", got)
	}
}

func TestOnlyEmoji(t *testing.T) {
	for text, want := range map[string]int{
		"👍": 1, "👍 👍🏽": 2, "👩‍👩‍👧‍👦🇩🇪1️⃣❤️☺️🫠": 6, "👍👍👍👍👍👍👍": 0,
		"1": 0, "ok 👍": 0, "": 0, "©": 0, "©️": 1, "🏴󠁧󠁢󠁳󠁣󠁴󠁿\n👍": 2, "→": 0, "❤": 0,
	} {
		if got := newMarkup(text, nil).Emoji; got != want {
			t.Errorf("%q is %d emoji, want %d", text, got, want)
		}
	}
}

func TestPlainText(t *testing.T) {
	for text, want := range map[string]string{
		"": "",
		"a **b** `c`\n\n> d\n\n- [e](http://f.g)": "a b c d • e",
		"```go\nx  y\n```":                        "x y",
	} {
		if got := PlainText(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestDeceives(t *testing.T) {
	for text, want := range map[string]bool{
		"https://a.b/c": false, "www.a.org": false, "a@b.org": false, "[https://a.b](https://a.b/)": false,
		"[a.b](https://a.b)": false, "[here](https://a.b)": true, "[https://a.b](https://c.d)": true,
		"https://a.b\n\u202ec": true, "https://a.b\n\u2067c\u2069": true,
	} {
		m := newMarkup(text, nil)
		if got := m.Deceives(m.Blocks[0].Phrases[0]); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestNamingsAreBounded(t *testing.T) {
	asked := 0
	names := func(string) (int, bool) { asked++; return 1, false }
	newMarkup(strings.Repeat("@a ", maxNamings), names)
	if asked != maxNamings {
		t.Errorf("%d names were looked up, want %d", asked, maxNamings)
	}
	asked = 0
	newMarkup(strings.Repeat("@", 8192), names)
	if asked > maxNamings {
		t.Errorf("%d names were looked up in a message of nothing but @", asked)
	}
}

// TestOwnNameStandsOutOnceKnown reads a line from an earlier day, before the room
// has said who is there and so what this person is called.
func TestOwnNameStandsOutOnceKnown(t *testing.T) {
	d := seated()
	r := d.Room(1)
	r.people.saw(me, names[me])
	r.people.members = nil
	text := "@" + names[me] + " look"
	if style := r.body(text, false).Blocks[0].Phrases[0].Style; style != Naming {
		t.Errorf("style %d before anybody is there, want %d", style, Naming)
	}
	r.people.join(chat.Member{ID: me, Name: names[me]})
	if style := r.body(text, false).Blocks[0].Phrases[0].Style; style != Naming|Calling {
		t.Errorf("style %d, want %d", style, Naming|Calling)
	}
}

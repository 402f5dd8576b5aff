package chat_test

import (
	"testing"

	"landline/netcore/chat"
)

func TestLooks(t *testing.T) {
	alike := [][]string{
		{"Ada", "ada", "ADA", "Аda", "АDА", "аԁа", "Αda", "Ａda", "A\u200dda", "Ada\ufe0f", "Ádà", "𝐀𝐝𝐚", "ⒶⒹⒶ"},
		{"Bill", "Bi11", "BiII", "B1ll", "Bі|l", "ВiӀӀ"},
		{"Bob", "B0b", "Вов", "Βοb", "B\u0585b"},
		{"Eva", "Ενα", "Еѵа"},
		{"Anna", "Αηηα", "Аппа"},
		{"ANNA", "ΑΝΝΑ"},
		{"Tom", "Torn", "Тоm", "T०m", "Τοm"},
		{"Willow", "VViIIovv"},
		{"Jos\u00e9", "Jose\u0301", "Jose"},
		{"José-María", "Jose‑Maria", "JOSÉ–MARÍA"},
		{"O'Hara", "O’Hara", "0ʼHara"},
		{"Vasya", "Vаsуа"},
		{"Вася", "ВАСЯ", "Bacя"},
		{"علي", "علی"},
		{"ニコ", "二コ"},
		{"Łódź", "Lodz"},
		{"Cleo", "Ϲleo", "Сlео"},
		{"Ada Lovelace", "Ada\u00a0Lovelace"},
		{"Bo", "Bo\u17b4", "Bo\u17b5", "B\u2065o", "Bo\ufff0", "\ufff8Bo", "Bo\u00ad", "Bo\U0001D159"},
		{"Adam", "Adam\u05b0", "Ada\u0591m", "Adam\u1a60", "Adam\ua6f0", "Adam\ufb1e", "Adam\U00016AF0", "Adam\U0001E8D1", "Adam\u0941"},
		{"דוד", "דָּוִד", "דו\u0941ד"},
		{"David דוד", "דוד David", "DAVID  דוד"},
		{"דוד 5", "5 דוד", "5דוד", "דוד5"},
		{"-דוד", "דוד-"},
		{"Bo (אב)", "אב (Bo)"},
		{"Bill", "Bוll", "Bןll"},
		{"Ada, B!", "Ada‚ Bǃ"},
	}
	owner := make(map[string]int)
	for i, names := range alike {
		for _, name := range names {
			if got, want := chat.Looks(name), chat.Looks(names[0]); got != want {
				t.Errorf("Looks(%q) = %q, and of %q %q", name, got, names[0], want)
			}
		}
		owner[chat.Looks(names[0])] = i
	}
	if len(owner) != len(alike)-2 { // Anna in two cases, Bill in two lists
		t.Errorf("%d looks of %d lists of names: some that differ count as one", len(owner), len(alike))
	}
	for _, pair := range [][2]string{
		{"Ada", "Adam"}, {"Ada", "Ida"}, {"Ada", "Ada B"}, {"Bo", "Bob"}, {"Kim", "Tim"}, {"Иван", "Игорь"},
		{"山田", "山本"}, {"김철수", "김영희"}, {"Room 2", "Room 3"}, {"👩‍🚀", "👨‍🚀"}, {"راشد", "خالد"}, {"Νίκος", "Νίκη"},
		{"משה גבע", "גבע משה"}, {"דבר", "דרב"}, {"רם A", "מר A"}, {"रवि", "रवी"}, {"สุดา", "สดา"}, {"Bo דוד", "Ob דוד"},
	} {
		if chat.Looks(pair[0]) == chat.Looks(pair[1]) {
			t.Errorf("%q and %q are taken for one another", pair[0], pair[1])
		}
	}
	if chat.LooksInOrder("ab דוד") == chat.LooksInOrder("דוד ab") {
		t.Error("the order of words does not count where it should")
	}
	if chat.Looks("\u0301") == "" || chat.Looks("") != "" {
		t.Error("a name of marks alone looks like nothing")
	}
}

func TestLooksTagged(t *testing.T) {
	for name, want := range map[string]bool{
		"": false, "Bo": false, "井上": false, "福井 太郎": false, "Bo 井": false, "№ 5": false,
		"Bo #b00000": true, "#b00000": true, "Bo ＃b0": true, "Bo﹟b0": true, "Bo ♯b0": true, "Bo ⋕b0": true,
		"Bo 井b0": true, "Bo 井\u200d b0": true, "#️⃣": true, "C#": true,
	} {
		if got := chat.LooksTagged(name); got != want {
			t.Errorf("LooksTagged(%q) = %v", name, got)
		}
	}
}

// FuzzLooks holds that what any name looks like looks like itself.
func FuzzLooks(f *testing.F) {
	for _, seed := range []string{"Ada", "ΝΊΚΟΣ", "Вася m1w", "ﷺ", "İıß", "\u0301", "か\u3099", "\xff", "´ ´", "David דָּוִד", "5א-", "٥ا (ab\u0301"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		looks := chat.Looks(name)
		if again := chat.Looks(looks); again != looks {
			t.Fatalf("%q looks like %q, and that like %q", name, looks, again)
		}
	})
}

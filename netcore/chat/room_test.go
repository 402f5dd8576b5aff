package chat_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
)

var (
	ada  = chat.MemberID{1}
	bo   = chat.MemberID{2}
	cleo = chat.MemberID{3}
	noon = time.Date(2026, 3, 1, 12, 0, 0, 123456789, time.UTC)
)

func newRoom(limits chat.Limits) *chat.Room {
	return chat.NewRoom(chat.RoomID{9}, "Lab", ada, limits)
}

func TestJoin(t *testing.T) {
	type join struct {
		id    chat.MemberID
		name  string
		fresh bool
		err   error
	}
	tests := []struct {
		name   string
		limits chat.Limits
		joins  []join
		want   []chat.Member
	}{{
		name:  "the host is marked and first",
		joins: []join{{bo, "Bo", true, nil}, {ada, "Zoe", true, nil}},
		want:  []chat.Member{{ada, "Zoe", true}, {bo, "Bo", false}},
	}, {
		name:  "names are trimmed",
		joins: []join{{bo, "  Bo \t B ", true, nil}},
		want:  []chat.Member{{bo, "Bo B", false}},
	}, {
		name:  "a second seat under the same name is nothing new",
		joins: []join{{bo, "Bo", true, nil}, {bo, "Bo", false, nil}},
		want:  []chat.Member{{bo, "Bo", false}},
	}, {
		name:  "one identity under two names is told apart",
		joins: []join{{bo, "Bo", true, nil}, {bo, "Bob", true, nil}},
		want:  []chat.Member{{bo, "Bo", false}, {bo, "Bob", false}},
	}, {
		name:  "two people of one name both sit",
		joins: []join{{ada, "Kim", true, nil}, {bo, "Kim", true, nil}},
		want:  []chat.Member{{ada, "Kim", true}, {bo, "Kim", false}},
	}, {
		name:   "a full room",
		limits: chat.Limits{Seats: 1},
		joins:  []join{{ada, "Ada", true, nil}, {bo, "Bo", true, nil}, {cleo, "Cleo", false, chat.RoomFull}},
		want:   []chat.Member{{ada, "Ada", true}, {bo, "Bo", false}},
	}, {
		name:   "a full room has a seat for its host",
		limits: chat.Limits{Seats: 1},
		joins:  []join{{bo, "Bo", true, nil}, {ada, "Ada", true, nil}},
		want:   []chat.Member{{ada, "Ada", true}, {bo, "Bo", false}},
	}, {
		name:   "too many seats of one identity",
		limits: chat.Limits{SeatsPerMember: 2},
		joins:  []join{{bo, "B1", true, nil}, {bo, "B2", true, nil}, {bo, "B3", false, chat.TooManySeats}, {ada, "Ada", true, nil}},
		want:   []chat.Member{{ada, "Ada", true}, {bo, "B1", false}, {bo, "B2", false}},
	}, {
		name:  "a name that cannot be used",
		joins: []join{{bo, "\u202eob", false, chat.NameInvalid}},
	}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRoom(tt.limits)
			for _, j := range tt.joins {
				_, fresh, err := r.Join(chat.Arrival{ID: j.id, Name: j.name})
				if fresh != j.fresh || !errors.Is(err, j.err) {
					t.Errorf("Join(%q) = %v, %v; want %v, %v", j.name, fresh, err, j.fresh, j.err)
				}
			}
			if got := r.Members(); !slices.Equal(got, tt.want) {
				t.Errorf("members %v, want %v", got, tt.want)
			}
			if r.People() != len(tt.want) {
				t.Errorf("%d people, want %d", r.People(), len(tt.want))
			}
		})
	}
}

func TestLeave(t *testing.T) {
	r := newRoom(chat.Limits{})
	first, _, _ := r.Join(chat.Arrival{ID: bo, Name: "Bo"})
	second, _, _ := r.Join(chat.Arrival{ID: bo, Name: "Bo"})
	if r.Leave(first) {
		t.Error("the first of two seats was called the last")
	}
	if !r.Leave(second) {
		t.Error("the last seat was not called so")
	}
	if r.Leave(second) {
		t.Error("an empty seat could be left")
	}
	if r.Seats() != 0 || r.People() != 0 {
		t.Errorf("%d seats, %d people; want none", r.Seats(), r.People())
	}
}

func TestSay(t *testing.T) {
	id := chat.MessageID{7}
	tests := []struct {
		name string
		text string
		id   chat.MessageID
		from string
		err  error
	}{
		{"plain", "hello", id, "Bo", nil},
		{"lines and tabs", "a\n\tb", id, "Bo", nil},
		{"the longest", strings.Repeat("x", chat.MaxText), id, "Bo", nil},
		{"too long", strings.Repeat("x", chat.MaxText+1), id, "Bo", chat.TextTooLong},
		{"empty", "", id, "Bo", chat.TextInvalid},
		{"only white space", " \n\u3000", id, "Bo", chat.TextInvalid},
		{"only invisible characters", "\u200b\u3164", id, "Bo", chat.TextInvalid},
		{"a terminal's escape", "\x1b[2J", id, "Bo", chat.TextInvalid},
		{"not UTF-8", "\xff", id, "Bo", chat.TextInvalid},
		{"no id", "hello", chat.MessageID{}, "Bo", chat.ProtocolBroken},
		{"a stranger", "hello", id, "Nobody", chat.NotSeated},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRoom(chat.Limits{})
			if _, _, err := r.Join(chat.Arrival{ID: bo, Name: "Bo"}); err != nil {
				t.Fatal(err)
			}
			m, err := r.Say(chat.Member{ID: bo, Name: tt.from}, tt.id, tt.text, chat.Deed{}, noon)
			if !errors.Is(err, tt.err) {
				t.Fatalf("error %v, want %v", err, tt.err)
			}
			want := chat.Message{ID: id, From: bo, Name: "Bo", Text: tt.text, At: noon.Truncate(time.Millisecond)}
			if err == nil && m != want {
				t.Errorf("message %+v, want %+v", m, want)
			}
		})
	}
}

func TestCleanName(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Ada", "Ada"},
		{" Ada  Lovelace\n", "Ada Lovelace"},
		{"Дмитрий", "Дмитрий"},
		{"山田 太郎", "山田 太郎"},
		{"محمد", "محمد"},
		{strings.Repeat("n", chat.MaxName), strings.Repeat("n", chat.MaxName)},
		{strings.Repeat("n", chat.MaxName+1), ""},
		{"", ""},
		{"\u200b", ""},
		{"a\x00b", ""},
		{"a\u2066b", ""},
		{"Ada\u200b", ""},
		{"Ada\u00ad", ""},
		{"\ufeffAda", ""},
		{"Ada\u3164", ""},
		{"Ada\U000E0041", ""},
		{"\u200d\ufe0f", ""},
		{"Bo\u17b4", ""},
		{"\u17b5Bo", ""},
		{"B\u2065o", ""},
		{"Bo\ufff0", ""},
		{"Bo\ufff8", ""},
		{"\U0001D159", ""},
		{"Bo\U0001D159", ""},
		{"👩\u200d🚀", "👩\u200d🚀"},
		{"نامه\u200cای", "نامه\u200cای"},
		{"\xffa", ""},
	}
	for _, tt := range tests {
		got, err := chat.CleanName(tt.in)
		if got != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("CleanName(%q) = %q, %v; want %q", tt.in, got, err, tt.want)
		}
	}
}

// TestCheckName holds that a name of an older program is taken as one told, and that
// no other is taken that CleanName does not return.
func TestCheckName(t *testing.T) {
	for name, want := range map[string]bool{
		"Ada": true, "Ada Lovelace": true, "Bo\u17b5": true, "Bo\U0001D159": true, "B\u2065o": true, "Bo\ufff8": true,
		"": false, " Ada": false, "Ada  L": false, "Ada\u200b": false, "Ada\u3164": false, "a\u2066b": false, "\xffa": false, "\u200d": false,
		strings.Repeat("n", chat.MaxName+1): false,
	} {
		if err := chat.CheckName(name); (err == nil) != want || err != nil && !errors.Is(err, chat.NameInvalid) {
			t.Errorf("CheckName(%q): %v", name, err)
		}
	}
}

func TestNameKey(t *testing.T) {
	for _, name := range []string{"Ada", "ada", "ADA", "Ada\ufe0f", "A\u200dda"} {
		if got := chat.NameKey(name); got != "ada" {
			t.Errorf("NameKey(%q) = %q", name, got)
		}
	}
	if chat.NameKey("Jos\u00e9") != chat.NameKey("Jose\u0301") || chat.NameKey("Ａda") != "ada" {
		t.Error("two ways to write one name were told apart")
	}
	if chat.NameKey("Ada") == chat.NameKey("Adam") {
		t.Error("two names were taken for one")
	}
}

func TestCursor(t *testing.T) {
	life, other := chat.Epoch{1}, chat.Epoch{2}
	var c chat.Cursor
	if !c.Enter(chat.Entered{Epoch: life, After: 4, Head: 6}) {
		t.Error("the first log was not new")
	}
	for _, step := range []struct {
		seq  uint64
		want chat.Step
	}{{5, chat.Next}, {5, chat.Repeat}, {7, chat.Gap}, {6, chat.Next}, {1, chat.Repeat}, {7, chat.Next}} {
		if got := c.Take(step.seq, chat.MessageID{byte(step.seq)}); got != step.want {
			t.Errorf("Take(%d) = %v, want %v", step.seq, got, step.want)
		}
	}
	if c.Enter(chat.Entered{Epoch: life, After: 3, Head: 9, Resumed: true}) || c.Seq != 7 {
		t.Errorf("coming back to the same log moved the cursor to %d", c.Seq)
	}
	if !c.Enter(chat.Entered{Epoch: other}) || c.Seq != 0 {
		t.Errorf("another log left the cursor at %d", c.Seq)
	}
}

func TestRefusal(t *testing.T) {
	err := error(chat.Refuse(chat.RoomFull, "no chair is left"))
	if !errors.Is(err, chat.RoomFull) || errors.Is(err, chat.Closing) {
		t.Error("errors.Is does not find the code")
	}
	if r, ok := chat.AsRefusal(chat.RoomFull); !ok || r.Code != chat.RoomFull || r.Error() != chat.RoomFull.Error() {
		t.Errorf("a bare code became %+v", r)
	}
	if _, ok := chat.AsRefusal(errors.New("other")); ok {
		t.Error("any error is a refusal")
	}
}

func TestIDText(t *testing.T) {
	id := chat.NewMessageID()
	text, _ := id.MarshalText()
	var back chat.MessageID
	if err := back.UnmarshalText(text); err != nil || back != id {
		t.Errorf("%s came back as %s, %v", id, back, err)
	}
	for _, bad := range []string{"", "00", string(text) + "0", strings.Repeat("z", 32)} {
		if back.UnmarshalText([]byte(bad)) == nil {
			t.Errorf("%q was taken for an id", bad)
		}
	}
	if back.UnmarshalBinary(id[:15]) == nil {
		t.Error("15 bytes were taken for an id")
	}
}

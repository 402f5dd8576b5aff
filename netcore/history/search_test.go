package history_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"landline/netcore/chat"
	"landline/netcore/history"
)

var bo = chat.MemberID{2}

// said is one line of a test's room.
type said struct {
	from chat.MemberID
	name string
	text string
}

// host keeps a room and says lines in it, a minute apart.
func host(t testing.TB, s *history.Store, name string, list ...said) (chat.RoomID, *history.Log) {
	t.Helper()
	room := chat.NewRoomID()
	l, err := s.Log(room, name)
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range list {
		m := chat.Message{ID: chat.NewMessageID(), From: x.from, Name: x.name, Text: x.text, At: noon.Add(time.Duration(i) * time.Minute)}
		if _, err := l.Append([]chat.Message{m}); err != nil {
			t.Fatal(err)
		}
	}
	return room, l
}

// find returns the texts that a query finds.
func find(t testing.TB, s *history.Store, q history.Query) (texts []string, more bool) {
	t.Helper()
	hits, more, err := s.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		texts = append(texts, h.Message.Text)
	}
	return texts, more
}

func TestSearchWords(t *testing.T) {
	s := open(t, t.TempDir())
	host(t, s, "Lab",
		said{ada, "Ada", "The printer is broken"},
		said{bo, "Bo", "Which printer? The one in the Büro?"},
		said{ada, "Ada", "打印机又卡纸了，今天下午修"},
		said{ada, "Ada", "今日の会議は中止です"},
		said{bo, "Bo", "Где ключ от склада?"},
		said{bo, "Bo", "วันนี้ประชุมบ่ายสาม"},
		said{ada, "Ada", "printing 192.168.1.20 now, paper jam in the tray"},
		said{ada, "Ada", "학교에서 만나요 👍"},
	)
	tests := []struct {
		query string
		want  []int // from the newest, by their place above
	}{
		{"broken", []int{0}},
		{"PRINTER", []int{1, 0}},
		{"the printer", []int{1, 0}},
		{"buro", []int{1}},
		{"打印机", []int{2}},
		{"卡纸", []int{2}},
		{"机", []int{2}},
		{"机又卡", []int{2}},
		{"今天 打印", []int{2}},
		{"今", []int{3, 2}},
		{"会議", []int{3}},
		{"ключ", []int{4}},
		{"КЛЮЧ склада", []int{4}},
		{"ประชุม", []int{5}},
		{"학교", []int{7}},
		{"👍", []int{7}},
		{"192.168.1.20", []int{6}},
		{"192.168.20", nil},
		{`"paper jam"`, []int{6}},
		{`"jam paper"`, nil},
		{"jam paper", []int{6}},
		{"prin", []int{6, 1, 0}},
		{`"prin"`, nil},
		{"纸机", nil},
		{"?!", nil},
		{"nowhere", nil},
		{`" OR tags : "`, nil},
	}
	all, _ := find(t, s, history.Query{})
	if len(all) != 8 {
		t.Fatalf("everything is %q", all)
	}
	slices.Reverse(all)
	for _, tt := range tests {
		var want []string
		for _, i := range tt.want {
			want = append(want, all[i])
		}
		if got, more := find(t, s, history.Query{Text: tt.query}); !slices.Equal(got, want) || more {
			t.Errorf("%q finds %q, want %q", tt.query, got, want)
		}
	}
}

func TestSearchFilters(t *testing.T) {
	s := open(t, t.TempDir())
	lab, _ := host(t, s, "Lab", said{ada, "Ada", "one tea"}, said{bo, "Bo", "two buns"}, said{ada, "Ada Ω", "three tea"})
	desk, _ := host(t, s, "Desk", said{chat.MemberID{9}, "ＡＤＡ", "four tea"}, said{bo, "Bo", "five tea"})
	tests := []struct {
		name  string
		query history.Query
		want  []string
		more  bool
	}{
		{"room", history.Query{Text: "tea", Room: lab}, []string{"three tea", "one tea"}, false},
		{"another room", history.Query{Text: "tea", Room: desk}, []string{"five tea", "four tea"}, false},
		{"no such room", history.Query{Text: "tea", Room: chat.NewRoomID()}, nil, false},
		{"name in any case and width", history.Query{Text: "tea", From: "ada"}, []string{"four tea", "one tea"}, false},
		{"person by any name", history.Query{Text: "tea", FromID: ada}, []string{"three tea", "one tea"}, false},
		{"person and room, no words", history.Query{FromID: bo, Room: desk}, []string{"five tea"}, false},
		{"since", history.Query{Text: "tea", Since: noon.Add(2 * time.Minute)}, []string{"three tea"}, false},
		{"until leaves its moment out", history.Query{Room: lab, Until: noon.Add(time.Minute)}, []string{"one tea"}, false},
		{"a period", history.Query{Room: lab, Since: noon.Add(time.Minute), Until: noon.Add(2 * time.Minute)}, []string{"two buns"}, false},
		{"an empty period", history.Query{Since: noon, Until: noon}, nil, false},
		{"a limit", history.Query{Room: lab, Limit: 2}, []string{"three tea", "two buns"}, true},
		{"exactly the limit", history.Query{Room: lab, Limit: 3}, []string{"three tea", "two buns", "one tea"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, more := find(t, s, tt.query); !slices.Equal(got, tt.want) || more != tt.more {
				t.Errorf("found %q, more %v; want %q", got, more, tt.want)
			}
		})
	}
}

// TestSearchHit looks at all that a hit tells, and at its surroundings.
func TestSearchHit(t *testing.T) {
	s := open(t, t.TempDir())
	seat, err := s.Seat("address 192.0.2.1:7678")
	if err != nil {
		t.Fatal(err)
	}
	e := chat.Entered{Room: chat.NewRoomID(), Name: "Lab", Epoch: chat.NewEpoch(), First: 1, Head: 20, After: 10}
	if err := seat.Enter(e); err != nil {
		t.Fatal(err)
	}
	list := lines(20)
	for i := range list {
		list[i].Seq = uint64(i + 1)
	}
	list[14].Text = "a zeppelin"
	if err := seat.Save(history.Change{Said: append(slices.Clone(list[10:]), list[:4]...)}); err != nil {
		t.Fatal(err)
	}
	hits, more, err := s.Search(t.Context(), history.Query{Text: "zeppelin"})
	if err != nil || len(hits) != 1 || more {
		t.Fatalf("found %v %v %v", hits, more, err)
	}
	want := history.Hit{Room: e.Room, RoomName: "Lab", Epoch: e.Epoch, Place: "address 192.0.2.1:7678", Message: list[14]}
	if hits[0] != want {
		t.Errorf("found %+v, want %+v", hits[0], want)
	}
	for _, tt := range []struct {
		seq         uint64
		each        int
		first, last uint64
	}{{15, 2, 13, 17}, {11, 3, 11, 14}, {20, 5, 15, 20}, {4, 9, 1, 4}, {15, -1, 15, 15}} {
		got, err := s.Around(e.Room, nil, e.Epoch, tt.seq, tt.each)
		if err != nil || !slices.Equal(got, list[tt.first-1:tt.last]) {
			t.Errorf("around %d are %d lines, %v", tt.seq, len(got), err)
		}
	}
	for _, seq := range []uint64{0, 7, 21, 1 << 50} {
		if got, err := s.Around(e.Room, nil, e.Epoch, seq, 3); err != nil || got != nil {
			t.Errorf("around the line %d, which is not there: %v %v", seq, got, err)
		}
	}
}

// TestSearchOnce finds a line once that two places of one room have.
func TestSearchOnce(t *testing.T) {
	s := open(t, t.TempDir())
	e := chat.Entered{Room: chat.NewRoomID(), Name: "Lab", Epoch: chat.NewEpoch(), First: 1, Head: 3}
	list := lines(3)
	for i := range list {
		list[i].Seq = uint64(i + 1)
	}
	for _, place := range []string{"room x", "address y:1"} {
		seat, err := s.Seat(place)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(seat.Enter(e), seat.Save(history.Change{Said: list})); err != nil {
			t.Fatal(err)
		}
	}
	for _, q := range []history.Query{{Text: "line", Limit: 3}, {Limit: 3}} {
		if got, more := find(t, s, q); len(got) != 3 || more {
			t.Errorf("found %q, more %v", got, more)
		}
	}
}

// TestSearchManyAtOnce has many lines of one millisecond, in two logs.
func TestSearchManyAtOnce(t *testing.T) {
	s := open(t, t.TempDir())
	const each = 3000
	for range 2 {
		l, err := s.Log(chat.NewRoomID(), "Lab")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.Append(lines(each)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
	found := map[chat.MessageID]bool{}
	hits, more, err := s.Search(t.Context(), history.Query{Text: "hundred", Limit: 1000})
	if err != nil || !more {
		t.Fatal(more, err)
	}
	for _, h := range hits {
		found[h.Message.ID] = true
	}
	if len(found) != 1000 {
		t.Errorf("%d different lines of 1000", len(found))
	}
	for _, n := range []int{0, 1499, each - 1} {
		if got, _ := find(t, s, history.Query{Text: fmt.Sprintf(`"line %d of"`, n)}); len(got) != 2 {
			t.Errorf("line %d was found %d times", n, len(got))
		}
	}
}

// TestIndexIsThrowAway searches on when the index is gone, or is none.
func TestIndexIsThrowAway(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"deleted": os.Remove,
		"no index": func(path string) error {
			return os.WriteFile(path, []byte("nothing SQLite would read, and long enough to see that"), 0o600)
		},
		"cut short": func(path string) error { return os.Truncate(path, 5000) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s, err := history.Open(dir, history.Options{})
			if err != nil {
				t.Fatal(err)
			}
			host(t, s, "Lab", said{ada, "Ada", "one zeppelin"})
			if got, _ := find(t, s, history.Query{Text: "zeppelin"}); len(got) != 1 {
				t.Fatalf("found %q", got)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if err := spoil(filepath.Join(dir, "search.db")); err != nil {
				t.Fatal(err)
			}
			if got, _ := find(t, open(t, dir), history.Query{Text: "zeppelin"}); len(got) != 1 {
				t.Errorf("found %q afterwards", got)
			}
		})
	}
}

// TestIndexOfAnotherHistory forgets lines of a history that is no longer there.
func TestIndexOfAnotherHistory(t *testing.T) {
	dir := t.TempDir()
	for _, word := range []string{"zeppelin", "balloon"} {
		s, err := history.Open(dir, history.Options{})
		if err != nil {
			t.Fatal(err)
		}
		host(t, s, "Lab", said{ada, "Ada", "one " + word})
		if got, _ := find(t, s, history.Query{Text: "one"}); !slices.Equal(got, []string{"one " + word}) {
			t.Errorf("found %q", got)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{"history.db", "history.db-wal", "history.db-shm"} {
			_ = os.Remove(filepath.Join(dir, file))
		}
	}
}

// TestTwoProcessesSearch has two stores of one folder find each other's lines.
func TestTwoProcessesSearch(t *testing.T) {
	dir := t.TempDir()
	a, b := open(t, dir), open(t, dir)
	for i := range 5 {
		word := fmt.Sprintf("word%d", i)
		host(t, a, "A", said{ada, "Ada", word})
		host(t, b, "B", said{bo, "Bo", word})
		for _, s := range []*history.Store{a, b} {
			if got, _ := find(t, s, history.Query{Text: word}); len(got) != 2 {
				t.Errorf("found %q", got)
			}
		}
	}
}

func TestSearchEnds(t *testing.T) {
	s := open(t, t.TempDir())
	host(t, s, "Lab", said{ada, "Ada", "one"})
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := s.Search(gone, history.Query{Text: "one"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a search that was given up ended with %v", err)
	}
	if err := s.Index(gone); !errors.Is(err, context.Canceled) {
		t.Errorf("indexing that was given up ended with %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Search(t.Context(), history.Query{Text: "one"}); !errors.Is(err, history.ErrClosed) {
		t.Errorf("a search in a closed store ended with %v", err)
	}
}

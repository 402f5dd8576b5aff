package history

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"landline/netcore/chat"
)

// weighed fails where the spans tell of other bytes than the texts have.
func weighed(t testing.TB, s *Store, l *logState) {
	t.Helper()
	for _, x := range l.now().spans {
		var bytes int64
		err := s.reader().QueryRow("SELECT coalesce(sum(octet_length(text)), 0) FROM lines WHERE n BETWEEN ? AND ?",
			row(l.id, x.first), row(l.id, x.last)).Scan(&bytes)
		if err != nil || bytes != x.bytes {
			t.Errorf("%d bytes from %d to %d, the span has %d (%v)", bytes, x.first, x.last, x.bytes, err)
		}
	}
	var told, kept int64
	for _, x := range l.now().spans {
		told += x.bytes
	}
	if err := s.reader().QueryRow("SELECT coalesce(sum(bytes), 0) FROM spans WHERE log = ?", l.id).Scan(&kept); err != nil || kept != told {
		t.Errorf("%d bytes are noted, %d remembered (%v)", kept, told, err)
	}
}

// TestEditInTheLog gives newcomers the new text, and everybody the edit.
func TestEditInTheLog(t *testing.T) {
	s := storeIn(t, t.TempDir())
	l := logOf(t, s)
	lines := appendAll(t, l, messages(3))
	answer := appendAll(t, l, []chat.Message{do("yes", chat.Deed{About: about(lines[0])})})[0]
	var told []chat.Message
	defer l.Subscribe(func(list []chat.Message) { told = append(told, list...) })()
	edits := appendAll(t, l, []chat.Message{edit(lines[1], "two"), edit(lines[1], "a second line of ten words or so"), edit(answer, "no")})
	if !slices.Equal(told, edits) {
		t.Errorf("told %+v", told)
	}
	lines[1] = lines[1].Revised("a second line of ten words or so")
	want := append(append(lines, answer.Revised("no")), edits...)
	if got := everything(t, l); !slices.Equal(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	if again := appendAll(t, l, []chat.Message{lines[1]}); again[0] != lines[1] {
		t.Errorf("said again it is %+v", again[0])
	}
	weighed(t, s, l.state)
}

// TestDeleteInTheLog leaves no text: not of the line, nor of its edits.
func TestDeleteInTheLog(t *testing.T) {
	s := storeIn(t, t.TempDir())
	l := logOf(t, s)
	lines := appendAll(t, l, messages(3))
	edits := appendAll(t, l, []chat.Message{edit(lines[1], "secret"), edit(lines[2], "stays"), edit(lines[1], "secret too")})
	gone := appendAll(t, l, []chat.Message{erase(lines[1])})
	appendAll(t, l, []chat.Message{erase(lines[1])}) // twice is once
	late := appendAll(t, l, []chat.Message{edit(lines[1], "secret again")})
	if n := count(t, s, "SELECT count(*) FROM lines WHERE text LIKE '%secret%' OR text = 'line 2'"); n != 0 {
		t.Errorf("%d texts are left", n)
	}
	got := everything(t, l)
	if got[1] != lines[1].Erasure() || got[2] != lines[2].Revised("stays") {
		t.Errorf("the lines are %+v", got[:3])
	}
	for i, m := range []chat.Message{edits[0], edits[2], late[0]} {
		blank := m
		blank.Text = ""
		if got[m.Seq-1] != blank {
			t.Errorf("edit %d is %+v", i, got[m.Seq-1])
		}
	}
	if got[gone[0].Seq-1] != gone[0] {
		t.Errorf("the deletion is %+v", got[gone[0].Seq-1])
	}
	weighed(t, s, l.state)
}

// TestChangesOfNothing are kept and change nothing: the room has made sure that
// there are none, but it may be another program's.
func TestChangesOfNothing(t *testing.T) {
	s := storeIn(t, t.TempDir())
	l := logOf(t, s)
	lines := appendAll(t, l, messages(1))
	topic := appendAll(t, l, []chat.Message{do("Today", chat.Deed{Act: chat.SetTopic})})[0]
	wrong := lines[0]
	wrong.ID = chat.MessageID{42}
	later := chat.Message{Seq: 4, ID: chat.MessageID{43}}
	itself := edit(later, "x")
	itself.ID = later.ID
	appendAll(t, l, []chat.Message{edit(wrong, "x"), itself, edit(topic, "x"), erase(topic), erase(wrong)})
	itself.Seq = 4
	if got := everything(t, l); len(got) != 7 || got[0] != lines[0] || got[1] != topic || got[3] != itself {
		t.Errorf("got\n%+v", got)
	}
}

// TestChangesAndTrim forget a line and its changes apart.
func TestChangesAndTrim(t *testing.T) {
	s := storeIn(t, t.TempDir())
	l := logOf(t, s)
	lines := appendAll(t, l, messages(4))
	appendAll(t, l, []chat.Message{edit(lines[0], "one"), edit(lines[1], "two"), erase(lines[2])})
	keep(t, l, Keep{Lines: 5}) // up to line 2
	if err := s.trim(noon); err != nil {
		t.Fatal(err)
	}
	weighed(t, s, l.state)
	late := appendAll(t, l, []chat.Message{edit(lines[0], "again"), erase(lines[1])})
	got := everything(t, l)
	if len(got) != 7 || got[0] != lines[2].Erasure() || got[2].Text != "one" || got[3].Text != "" || got[5] != late[0] {
		t.Errorf("left is %+v", got)
	}
	if n := count(t, s, "SELECT count(*) FROM lines WHERE n & 0xff < 3 AND text <> ''"); n != 0 {
		t.Errorf("%d forgotten lines have a text again", n)
	}
	weighed(t, s, l.state)
}

// TestChangesInAllCopies change a line that is stored for two places, of which
// one hears of it.
func TestChangesInAllCopies(t *testing.T) {
	s := storeIn(t, t.TempDir())
	epoch := chat.NewEpoch()
	seats := []*Seat{seatAt(t, s, place), seatAt(t, s, "address 192.0.2.9:7678"), seatAt(t, s, "address 192.0.2.10:7678")}
	lines := numbered(1, 4)
	for i, seat := range seats {
		e := stay(epoch, 0, 4, false)
		if i == 2 {
			e.Epoch = chat.NewEpoch() // another life, with the same numbers
		}
		enter(t, seat, e)
		save(t, seat, Change{Said: lines})
	}
	changed, gone := edit(lines[0], "one"), erase(lines[1])
	changed.Seq, gone.Seq = 5, 6
	save(t, seats[0], Change{Said: []chat.Message{changed, gone}})
	want := []chat.Message{lines[0].Revised("one"), lines[1].Erasure(), lines[2], lines[3]}
	for i, seat := range seats {
		got, err := seat.Newest(10)
		if i == 2 {
			want = lines
		}
		if err != nil || !slices.Equal(got[:4], want) {
			t.Errorf("seat %d has %+v, %v", i, got, err)
		}
		weighed(t, s, seat.state().log)
	}
}

// TestDeletedTextLeavesTheFile reads the file as it lies on the disk.
func TestDeletedTextLeavesTheFile(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	l := logOf(t, s)
	list := messages(200)
	for i := range list {
		list[i].Text = strings.Repeat(fmt.Sprintf("word %d; ", i), 1+i%5)
	}
	lines := appendAll(t, l, list)
	changes := []chat.Message{edit(lines[77], "mended 77;")}
	for i := 50; i < 100; i++ {
		changes = append(changes, erase(lines[i]))
	}
	shutDown(t, s) // so that the file has them once
	s = storeIn(t, dir)
	appendAll(t, logOf(t, s), changes)
	shutDown(t, s)
	all, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	for i := range lines {
		there := bytes.Contains(all, []byte(fmt.Sprintf("word %d;", i)))
		if gone := i >= 50 && i < 100; there == gone {
			t.Errorf("the text of line %d: %v", i+1, there)
		}
	}
	if bytes.Contains(all, []byte("mended")) {
		t.Error("the text of an edit is left")
	}
	if wal, err := os.Stat(filepath.Join(dir, file+"-wal")); err == nil && wal.Size() > 0 {
		t.Errorf("%d bytes are left in the write-ahead log", wal.Size())
	}
}

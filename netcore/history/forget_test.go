package history

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"landline/netcore/chat"
)

// TestForget forgets one room of two: hosted here once, sat in at two places,
// indexed, with an outbox and a draft. No byte of it is left, and all of the other
// room is.
func TestForget(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	cleo := chat.MemberID(bytes.Repeat([]byte("CLEO-KEY"), 4))
	hidden := messages(forgetStep + 100)
	for i := range hidden {
		hidden[i].Text, hidden[i].From, hidden[i].Name = "buried treasure", cleo, "Cleopatra"
	}
	hidden[3].Deed = chat.Deed{Act: chat.Mute, Whom: cleo}
	if _, err := logOf(t, s).Append(hidden); err != nil {
		t.Fatal(err)
	}
	note(t, logOf(t, s), []chat.MemberID{cleo}, nil)
	other, err := s.Log(chat.RoomID{9}, "Lab")
	if err != nil {
		t.Fatal(err)
	}
	kept := messages(10)
	kept[0].From, kept[0].Name = cleo, "Cleopatra"
	if _, err := other.Append(kept[1:]); err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{"room " + desk.String(), "address treasure.example:7678"} {
		seat := seatAt(t, s, place)
		enter(t, seat, chat.Entered{Room: desk, Name: "Front desk", Epoch: logOf(t, s).Epoch(), Head: uint64(len(hidden)), Resumed: true})
		draft := "treasure draft"
		save(t, seat, Change{Draft: &draft, Waiting: []Waiting{{ID: chat.NewMessageID(), Text: "treasure that waits", At: noon}}})
	}
	if err := s.Index(t.Context()); err != nil {
		t.Fatal(err)
	}

	if err := s.Forget(desk, nil, "address treasure.example:7678"); err != nil {
		t.Fatal(err)
	}
	for _, word := range [][]byte{[]byte("treasure"), []byte("Cleopatra"), []byte("CLEO-KEY"), []byte("Front desk")} {
		if where := filesWith(t, dir, word); len(where) > 0 {
			t.Errorf("%q is still in %v", word, where)
		}
	}
	// What this process remembers is forgotten too: who wrote in the room that is
	// gone can write in another.
	if _, err := other.Append(kept[:1]); err != nil {
		t.Fatal(err)
	}
	got := everything(t, other)
	if len(got) != 10 || got[9].From != cleo || got[9].Name != "Cleopatra" || got[0].Name != "Ada" {
		t.Errorf("the other room has %d lines, the last by %q", len(got), got[len(got)-1].Name)
	}
	hits, _, err := s.Search(t.Context(), Query{Text: "line", Limit: 50})
	if err != nil || len(hits) != 10 {
		t.Errorf("%d hits in the other room, %v", len(hits), err)
	}
	if _, head := logOf(t, s).Bounds(); head != 0 {
		t.Errorf("the room begins anew with %d lines", head)
	}
	if seat := seatAt(t, s, "room "+desk.String()); seat.Draft() != "" || len(seat.Outbox()) > 0 {
		t.Errorf("its place has %q and %v", seat.Draft(), seat.Outbox())
	}
	shutDown(t, s)
	s = storeIn(t, dir)
	if rooms, err := s.Rooms(); err != nil || len(rooms) != 2 {
		t.Errorf("after a restart the rooms are %v, %v", rooms, err)
	}
}

// TestForgetOneHosts forgets what was said under one host alone, in a room whose id
// another one uses too, and which is hosted here besides.
func TestForgetOneHosts(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	own := messages(2)
	own[0].Text = "silver"
	if _, err := logOf(t, s).Append(own); err != nil {
		t.Fatal(err)
	}
	note(t, logOf(t, s), []chat.MemberID{ada}, nil)
	for place, host := range map[string]chat.MemberID{"address a:1": ada, "address b:1": bo} {
		e := stay(chat.NewEpoch(), 0, 1, false)
		e.Host = host
		lines := numbered(1, 1)
		lines[0].Text = map[chat.MemberID]string{ada: "gold", bo: "buried treasure"}[host]
		seat := seatAt(t, s, place)
		enter(t, seat, e)
		save(t, seat, Change{Said: lines})
	}
	bos := func(host chat.MemberID, hosted bool) bool { return host == bo && !hosted }
	if err := s.Forget(desk, bos, "address b:1"); err != nil {
		t.Fatal(err)
	}
	if where := filesWith(t, dir, []byte("treasure")); len(where) > 0 {
		t.Errorf("what was said under the one host is still in %v", where)
	}
	for _, word := range []string{"silver", "gold"} {
		if len(filesWith(t, dir, []byte(word))) == 0 {
			t.Errorf("%q is gone", word)
		}
	}
	if seat := seatAt(t, s, "address a:1"); seat.Cursor().Seq != 1 {
		t.Errorf("the other host's place is at %+v", seat.Cursor())
	}
	if guests, err := logOf(t, s).Guests(); err != nil || len(guests) != 1 {
		t.Errorf("in the room that is hosted here %v have sat, %v", guests, err)
	}
}

// TestForgetPlace forgets a place that was never entered.
func TestForgetPlace(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	draft := "treasure"
	save(t, seatAt(t, s, "address x:1"), Change{Draft: &draft})
	if err := s.Forget(chat.RoomID{}, nil, "address x:1"); err != nil {
		t.Fatal(err)
	}
	if where := filesWith(t, dir, []byte("treasure")); len(where) > 0 {
		t.Errorf("the draft is still in %v", where)
	}
}

// TestForgetTogether forgets a long room and, meanwhile, others: what is in the
// pages that become free is overwritten all the same.
func TestForgetTogether(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	hidden := messages(4 * forgetStep)
	for i := range hidden {
		hidden[i].Text = "buried treasure"
	}
	if _, err := logOf(t, s).Append(hidden); err != nil {
		t.Fatal(err)
	}
	forgotten := make(chan error)
	go func() { forgotten <- s.Forget(desk, nil) }()
	for {
		select {
		case err := <-forgotten:
			if err != nil {
				t.Fatal(err)
			}
			if where := filesWith(t, dir, []byte("treasure")); len(where) > 0 {
				t.Errorf("it is still in %v", where)
			}
			return
		default:
			if err := s.Forget(chat.RoomID{}, nil, "address x:1"); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestForgetWhatWasTrimmed forgets a room of which only the newest lines were kept:
// those that went before are in no free page either.
func TestForgetWhatWasTrimmed(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	l := logOf(t, s)
	hidden := messages(2 * forgetStep)
	for i := range hidden {
		hidden[i].Text = "buried treasure"
	}
	if _, err := l.Append(hidden); err != nil {
		t.Fatal(err)
	}
	if err := l.SetKeep(Keep{Lines: 10}); err != nil {
		t.Fatal(err)
	}
	if err := s.trim(noon); err != nil {
		t.Fatal(err)
	}
	if first, head := l.Bounds(); head-first != 9 {
		t.Fatalf("%d to %d are kept", first, head)
	}
	if err := s.Forget(desk, nil); err != nil {
		t.Fatal(err)
	}
	if where := filesWith(t, dir, []byte("treasure")); len(where) > 0 {
		t.Errorf("it is still in %v", where)
	}
}

// TestForgetWhileRead forgets while another process reads: what it may still see
// is not said to be gone.
func TestForgetWhileRead(t *testing.T) {
	dir := t.TempDir()
	s, other := storeIn(t, dir), storeIn(t, dir)
	said := messages(3)
	said[1].Text = "treasure"
	if _, err := logOf(t, s).Append(said); err != nil {
		t.Fatal(err)
	}
	err := other.read(func(c *conn) error {
		if err := c.each(func([]driverValue) error { return nil }, "SELECT text FROM lines"); err != nil {
			return err
		}
		if _, err := logOf(t, s).Append(messages(1)); err != nil {
			return err
		}
		if err := s.truncate(1); !errors.Is(err, errBeingRead) {
			t.Errorf("while somebody reads: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Forget(desk, nil); err != nil {
		t.Fatal(err)
	}
	if where := filesWith(t, dir, []byte("treasure")); len(where) > 0 {
		t.Errorf("it is still in %v", where)
	}
}

// filesWith are the files in dir that hold a word.
func filesWith(t *testing.T, dir string, word []byte) (where []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if bytes.Contains(content, word) {
			where = append(where, filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return where
}

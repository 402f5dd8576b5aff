package history

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"landline/netcore/chat"
)

func TestAppendNumbersFromOne(t *testing.T) {
	l := logOf(t, storeIn(t, t.TempDir()))
	if first, head := l.Bounds(); first != 1 || head != 0 {
		t.Fatalf("an empty log has bounds %d, %d", first, head)
	}
	said := messages(5)
	got, err := l.Append(said[:3])
	if err != nil {
		t.Fatal(err)
	}
	more, err := l.Append(said[3:])
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, more...)
	for i := range said {
		said[i].Seq = uint64(i + 1)
	}
	if !slices.Equal(got, said) {
		t.Errorf("appended\n%v, want\n%v", got, said)
	}
	if read := everything(t, l); !slices.Equal(read, said) {
		t.Errorf("read\n%v, want\n%v", read, said)
	}
	if first, head := l.Bounds(); first != 1 || head != 5 {
		t.Errorf("bounds %d, %d", first, head)
	}
}

// TestAppendTwice has an id appended twice in every way that can happen.
func TestAppendTwice(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	l := logOf(t, s)
	said := messages(4)
	stolen := said[1]
	stolen.From, stolen.Name, stolen.Text = bo, "Bo", "mine"

	// Within one call, and by somebody else.
	got, err := l.Append([]chat.Message{said[0], said[1], said[0], stolen, said[2]})
	if err != nil {
		t.Fatal(err)
	}
	if want := []uint64{1, 2, 1, 2, 3}; !slices.Equal(seqs(got), want) {
		t.Errorf("numbers %v, want %v", seqs(got), want)
	}
	if got[3].From != ada || got[3].Text != said[1].Text {
		t.Errorf("a stolen id comes back as %v", got[3])
	}
	// In a later call, in which another line is new.
	got, err = l.Append([]chat.Message{stolen, said[3]})
	if err != nil || !slices.Equal(seqs(got), []uint64{2, 4}) || got[0].Name != "Ada" {
		t.Errorf("again: %v, %v", got, err)
	}
	// After a restart.
	shutDown(t, s)
	l = logOf(t, storeIn(t, dir))
	got, err = l.Append([]chat.Message{said[2], stolen})
	if err != nil || !slices.Equal(seqs(got), []uint64{3, 2}) {
		t.Errorf("after a restart: %v, %v", got, err)
	}
	if _, head := l.Bounds(); head != 4 {
		t.Errorf("the log has %d lines, want 4", head)
	}
}

func seqs(list []chat.Message) []uint64 {
	found := make([]uint64, 0, len(list))
	for _, m := range list {
		found = append(found, m.Seq)
	}
	return found
}

// TestAppendTwiceFarBack looks for ids behind full blocks, as they are found
// after a restart.
func TestAppendTwiceFarBack(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	l := logOf(t, s)
	said := messages(3*blockSize + 100)
	for from := 0; from < len(said); {
		to := min(from+1000, len(said))
		if _, err := l.Append(said[from:to]); err != nil {
			t.Fatal(err)
		}
		from = to
	}
	check := func(l *Log) {
		t.Helper()
		for _, i := range []int{0, blockSize - 1, blockSize, 2*blockSize + 17, 3*blockSize - 1, 3 * blockSize, len(said) - 1} {
			got, err := l.Append(said[i : i+1])
			if err != nil || got[0].Seq != uint64(i+1) {
				t.Errorf("line %d came back as %v, %v", i+1, got, err)
			}
		}
	}
	check(l)
	shutDown(t, s)
	s = storeIn(t, dir)
	check(logOf(t, s))
	if blocks := count(t, s, "SELECT count(*) FROM blocks"); blocks != 3 {
		t.Errorf("%d blocks of marks, want 3", blocks)
	}
}

func count(t testing.TB, s *Store, query string) (n int) {
	t.Helper()
	if err := s.reader().QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestGroupCommit has many append at once: their lines share transactions,
// every caller gets the numbers of its own, and subscribers hear all in order.
func TestGroupCommit(t *testing.T) {
	s := storeIn(t, t.TempDir())
	l := logOf(t, s)
	var heard []uint64
	cancel := l.Subscribe(func(list []chat.Message) { heard = append(heard, seqs(list)...) })

	// Nobody is served until all have asked, so that the number of
	// transactions does not depend on the scheduler.
	const callers = 200
	hold, held := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		if err := s.exclusive(func() error { close(held); <-hold; return nil }); err != nil {
			t.Error(err)
		}
	})
	<-held
	before := s.commits()
	for range callers {
		all.Go(func() {
			said := messages(3)
			got, err := l.Append(said)
			if err != nil || len(got) != 3 || got[2].Seq != got[0].Seq+2 || got[1].ID != said[1].ID {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
	for waiting(s) < callers {
		if t.Failed() {
			break
		}
	}
	close(hold)
	all.Wait()
	cancel()
	if n := s.commits() - before; n != 1 {
		t.Errorf("%d transactions for callers who came together, want 1", n)
	}
	if got := everything(t, l); len(got) != 3*callers {
		t.Errorf("%d lines, want %d", len(got), 3*callers)
	}
	if len(heard) != 3*callers || !slices.IsSorted(heard) {
		t.Errorf("a subscriber heard %d lines, in order: %v", len(heard), slices.IsSorted(heard))
	}
	if _, err := l.Append(messages(1)); err != nil || len(heard) != 3*callers {
		t.Errorf("after cancel: %v, heard %d", err, len(heard))
	}
}

func waiting(s *Store) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue)
}

// TestOneBadJobAlone has a change fail that shares its transaction with good
// ones.
func TestOneBadJobAlone(t *testing.T) {
	s := storeIn(t, t.TempDir())
	l := logOf(t, s)
	ours := errors.New("ours")
	good := &job{run: func(t *tx) error { _, _, err := t.append(l.state, messages(2)); return err }}
	bad := &job{run: func(t *tx) error { _, _, _ = t.append(l.state, messages(1)); return ours }}
	if err := s.exclusive(func() error { s.commit([]*job{good, bad}); return nil }); err != nil {
		t.Fatal(err)
	}
	if good.err != nil || !errors.Is(bad.err, ours) {
		t.Errorf("good: %v, bad: %v", good.err, bad.err)
	}
	if got := everything(t, l); len(got) != 2 {
		t.Errorf("%d lines, want 2", len(got))
	}
}

func TestAppendRefusesWhatNobodyCanSay(t *testing.T) {
	s := storeIn(t, t.TempDir())
	l := logOf(t, s)
	long := messages(1)
	long[0].Text = string(make([]byte, chat.MaxText+1))
	nameless := messages(1)
	nameless[0].Name = string(make([]byte, chat.MaxName+1))
	for _, list := range [][]chat.Message{long, nameless} {
		if _, err := l.Append(list); !errors.Is(err, chat.NotKept) {
			t.Errorf("got %v", err)
		}
	}
	shutDown(t, s)
	_, err := l.Append(messages(1))
	if !errors.Is(err, ErrClosed) || !errors.Is(err, chat.NotKept) {
		t.Errorf("after Close: %v", err)
	}
	if r, ok := chat.AsRefusal(err); !ok || r.Code != chat.NotKept {
		t.Errorf("refusal %v, %v", r, ok)
	}
	if _, err := l.Read(0, 10); err != nil {
		t.Errorf("an empty log is read after Close: %v", err)
	}
}

func TestRead(t *testing.T) {
	l := logOf(t, storeIn(t, t.TempDir()))
	if _, err := l.Append(messages(10)); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		after uint64
		limit int
		want  []uint64
	}{
		{0, 3, []uint64{1, 2, 3}},
		{8, 5, []uint64{9, 10}},
		{10, 5, nil},
		{11, 5, nil},
		{0, 0, nil},
		{0, -1, nil},
		{1<<64 - 1, 5, nil},
		{maxSeq, 5, nil},
	} {
		t.Run(fmt.Sprint(test.after, test.limit), func(t *testing.T) {
			got, err := l.Read(test.after, test.limit)
			if err != nil || !slices.Equal(seqs(got), test.want) {
				t.Errorf("got %v, %v; want %v", seqs(got), err, test.want)
			}
		})
	}
}

// TestIDs finds lines by their marks after the table has grown.
func TestIDs(t *testing.T) {
	var x ids
	for i := range uint32(100_000) {
		x.add(i*2654435761 | 1)
	}
	for _, seq := range []uint64{1, 77, 4096, 99_999, 100_000} {
		found := false
		x.find(uint32(seq-1)*2654435761|1, func(got uint64) bool { found = found || got == seq; return !found })
		if !found {
			t.Errorf("line %d is not found", seq)
		}
	}
	if len(x.block) != 4*(100_000%blockSize) {
		t.Errorf("%d bytes of the last block", len(x.block))
	}
}

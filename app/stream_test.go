package app

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landline/netcore/chat"
)

// gate is a writer that begins only when it is opened, and notes each write.
type gate struct {
	open   chan struct{}
	writes []string
}

func (g *gate) Write(b []byte) (int, error) {
	<-g.open
	g.writes = append(g.writes, string(b))
	return len(b), nil
}

func TestLinesThatWaitGoTogether(t *testing.T) {
	g := &gate{open: make(chan struct{})}
	s := openStream(t.Context(), g, 8)
	var want strings.Builder
	for i, size := range []int{10, 10, 10, 2 * pageSize, 10, pageSize/2 + 1, pageSize / 2} {
		line := fmt.Sprintf("%d%s\n", i, strings.Repeat("x", size))
		want.WriteString(line)
		s.print([]byte(line), nil)
	}
	close(g.open)
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(g.writes, ""); all != want.String() {
		t.Errorf("it wrote %q", all)
	}
	// The first alone where nothing else waited yet; then what fits into a page.
	if n := len(g.writes); pageSize > 0 && n != 4 && n != 5 || pageSize == 0 && n != 7 {
		t.Errorf("it wrote %d times", n)
	}
	for _, w := range g.writes {
		if len(w) > max(pageSize, 1) && strings.Count(w, "\n") > 1 {
			t.Errorf("%d bytes of several lines were written at once", len(w))
		}
	}
}

// followed is a page of so many lines, "line 1" and so on, and the path of the
// ledger that follows them.
func followed(t *testing.T, lines int) (page []printout, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "printed")
	l, _, err := openLedger(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.close() })
	for seq := uint64(1); seq <= uint64(lines); seq++ {
		page = append(page, printout{fmt.Appendf(nil, "line %d\n", seq), &noting{
			ledger: l, before: numbered(seq - 1), to: numbered(seq), failed: func(err error) { t.Error(err) },
		}})
	}
	return page, path
}

func numbered(seq uint64) chat.Cursor { return chat.Cursor{Epoch: chat.Epoch{1}, Seq: seq} }

// TestHalfAPage is written to where a page ends in the middle of a line: what is
// whole counts as printed, and no more.
func TestHalfAPage(t *testing.T) {
	page, path := followed(t, 4)
	page[2].notes = nil
	for written, want := range map[int]uint64{0: 0, 6: 0, 7: 1, 13: 1, 14: 2, 20: 2, 21: 2, 27: 2, 28: 4} {
		_, all := join(page)
		if all.before != numbered(0) || all.to != numbered(4) || all.lines != 3 {
			t.Fatalf("together they are %+v", all)
		}
		settle(page, written, all)
		if said := reread(t, path); said != (entry{to: numbered(want)}) {
			t.Errorf("with %d bytes written it says %+v, want line %d", written, said, want)
		}
	}
}

func reread(t *testing.T, path string) entry {
	t.Helper()
	l, e, err := openLedger(path)
	if err != nil {
		t.Fatal(err)
	}
	_ = l.close()
	return e
}

// TestPageIsFollowed prints a page into a pipe, and one where nothing can be
// begun.
func TestPageIsFollowed(t *testing.T) {
	page, path := followed(t, 3)
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	const want = "line 1\nline 2\nline 3\n"
	if err := write(w, page); err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	if got, err := io.ReadAll(r); err != nil || string(got) != want {
		t.Errorf("the pipe has %q, %v", got, err)
	}
	if said := reread(t, path); said != (entry{to: numbered(3)}) {
		t.Errorf("it says %+v", said)
	}

	each := &gate{open: make(chan struct{})}
	close(each.open)
	if err := write(each, page); err != nil || strings.Join(each.writes, "") != want || len(each.writes) != len(page) {
		t.Errorf("where nothing can be begun it wrote %q, %v; want each line by itself", each.writes, err)
	}
	if err := write(&narrow{room: 10}, page); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("where there is no room: %v", err)
	}
	if said := reread(t, path); said != (entry{to: numbered(1)}) {
		t.Errorf("where there is room for one line it says %+v", said)
	}
}

// narrow takes so many bytes.
type narrow struct{ room int }

func (n *narrow) Write(b []byte) (int, error) {
	if len(b) > n.room {
		b = b[:n.room]
		n.room = 0
		return len(b), io.ErrShortWrite
	}
	n.room -= len(b)
	return len(b), nil
}

func TestLinesInDoubt(t *testing.T) {
	for e, want := range map[entry]string{
		{to: chat.Cursor{Seq: 9}}:           "",
		{to: chat.Cursor{Seq: 9}, begun: 1}: "Line 9 was being printed",
		{to: chat.Cursor{Seq: 9}, begun: 3}: "Lines 7 to 9 were being printed",
	} {
		if got := e.doubt(); !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("of %+v it says %q", e, got)
		}
	}
}

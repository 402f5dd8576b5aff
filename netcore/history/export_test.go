package history_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
	"landline/netcore/history"
)

// written is a room as it is exported.
func written(t testing.TB, s *history.Store, room chat.RoomID, f history.Format) string {
	t.Helper()
	var b strings.Builder
	n, err := s.Export(t.Context(), &b, room, nil, f)
	if err != nil {
		t.Fatal(err)
	}
	if f == history.FormatJSON && n != strings.Count(b.String(), "\n") {
		t.Errorf("%d lines were counted in %q", n, b.String())
	}
	return b.String()
}

// inUTC has this computer in the time zone that the tests expect.
func inUTC(t *testing.T) {
	local := time.Local
	time.Local = time.UTC
	t.Cleanup(func() { time.Local = local })
}

// livesOfRoom makes a room of two epochs, the first with a hole.
func livesOfRoom(t testing.TB, s *history.Store) (chat.RoomID, [2]chat.Epoch) {
	t.Helper()
	e := chat.Entered{Room: chat.NewRoomID(), Name: "Lab <1>", Epoch: chat.NewEpoch(), First: 1, Head: 5}
	epochs := [2]chat.Epoch{e.Epoch, chat.NewEpoch()}
	seat, err := s.Seat("address 192.0.2.1:7678")
	if err != nil {
		t.Fatal(err)
	}
	first := []chat.Message{
		{Seq: 1, ID: chat.MessageID{1}, From: ada, Name: "Ada", Text: "Hello <b>", At: noon},
		{Seq: 2, ID: chat.MessageID{2}, From: bo, Name: "Ada", Text: "two\nlines", At: noon.Add(time.Minute)},
		{Seq: 5, ID: chat.MessageID{5}, From: ada, Name: "Ada", Text: "\u202enoon\u202c & \u2028\"", At: noon.Add(24 * time.Hour)},
	}
	second := []chat.Message{{Seq: 1, ID: chat.MessageID{6}, From: bo, Name: "Bo", Text: "again", At: noon.Add(25 * time.Hour)}}
	err = errors.Join(seat.Enter(e), seat.Save(history.Change{Said: first}))
	e.Epoch = epochs[1]
	if err = errors.Join(err, seat.Enter(e), seat.Save(history.Change{Said: second})); err != nil {
		t.Fatal(err)
	}
	return e.Room, epochs
}

func TestExportText(t *testing.T) {
	inUTC(t)
	s := open(t, t.TempDir())
	room, epochs := livesOfRoom(t, s)
	want := fmt.Sprintf(`*** Lab <1>
2026-11-21T12:00:00Z <Ada> Hello <b>
2026-11-21T12:01:00Z <Ada #020000> two
    lines
*** 2 lines are missing here.
2026-11-22T12:00:00Z <Ada> %s & %s"
*** The room began anew (%s).
2026-11-22T13:00:00Z <Bo> again
`, "\u202enoon\u202c", "\u2028", epochs[1])
	if got := written(t, s, room, history.FormatText); got != want {
		t.Errorf("the room is\n%s\nwant\n%s", got, want)
	}
}

// TestExportTellsMadeUpTags has somebody under the name of another, with their tag.
func TestExportTellsMadeUpTags(t *testing.T) {
	s := open(t, t.TempDir())
	e := chat.Entered{Room: chat.NewRoomID(), Name: "Lab", Epoch: chat.NewEpoch(), First: 1, Head: 3}
	seat, err := s.Seat("address 192.0.2.1:7678")
	err = errors.Join(err, seat.Enter(e), seat.Save(history.Change{Said: []chat.Message{
		{Seq: 1, ID: chat.MessageID{1}, From: ada, Name: "Bo", Text: "one", At: noon},
		{Seq: 2, ID: chat.MessageID{2}, From: bo, Name: "Bo", Text: "two", At: noon},
		{Seq: 3, ID: chat.MessageID{3}, From: ada, Name: "Bo ＃" + bo.Tag(), Text: "three", At: noon},
	}}))
	if err != nil {
		t.Fatal(err)
	}
	text := written(t, s, e.Room, history.FormatText)
	for _, want := range []string{"<Bo> one", "<Bo #" + bo.Tag() + "> two", "<Bo ＃" + bo.Tag() + " #" + ada.Tag() + "> three"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

func TestExportHTML(t *testing.T) {
	inUTC(t)
	s := open(t, t.TempDir())
	room, _ := livesOfRoom(t, s)
	page := written(t, s, room, history.FormatHTML)
	for _, want := range []string{
		"<title>Lab &lt;1&gt;</title>", "prefers-color-scheme: dark", "<h2>Saturday, 21 November 2026</h2>",
		"Hello &lt;b&gt;</div>", "Ada #020000</b>", "<p class=\"note\">2 lines are missing here.</p>", "began anew", "</html>\n",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, never := range []string{"Hello <b>", "<script", "http://", "https://", "Lab <1>"} {
		if strings.Contains(page, never) {
			t.Errorf("the page has %q", never)
		}
	}
	if got := strings.Count(page, "<h2>"); got != 3 {
		t.Errorf("%d headings of days, want one for each day of each epoch", got)
	}
}

func TestExportErrors(t *testing.T) {
	s := open(t, t.TempDir())
	room, _ := host(t, s, "Lab", said{ada, "Ada", "one"})
	if _, err := s.Export(t.Context(), io.Discard, chat.NewRoomID(), nil, history.FormatText); !errors.Is(err, history.ErrNoRoom) {
		t.Errorf("a room of nobody is exported with %v", err)
	}
	if _, err := s.Export(t.Context(), io.Discard, room, nil, "doc"); err == nil {
		t.Error("a room is exported as doc")
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Export(gone, io.Discard, room, nil, history.FormatText); !errors.Is(err, context.Canceled) {
		t.Errorf("an export that was given up ended with %v", err)
	}
	r, w := io.Pipe()
	_ = r.Close()
	if _, err := s.Export(t.Context(), w, room, nil, history.FormatText); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("an export to nobody ended with %v", err)
	}
}

// TestImport takes a room to another computer, twice.
func TestImport(t *testing.T) {
	inUTC(t)
	from, to := open(t, t.TempDir()), open(t, t.TempDir())
	room, _ := livesOfRoom(t, from)
	file := written(t, from, room, history.FormatJSON)
	for i, want := range []history.ImportResult{
		{Rooms: []chat.RoomID{room}, Added: 4}, {Rooms: []chat.RoomID{room}, Known: 4},
	} {
		got, err := to.Import(t.Context(), strings.NewReader("\n"+file+file[:strings.Index(file, "\n")]))
		want.Known++ // the line that the file has twice
		if err != nil || got.Added != want.Added || got.Known != want.Known || !slices.Equal(got.Rooms, want.Rooms) {
			t.Fatalf("import %d: %+v %v, want %+v", i, got, err, want)
		}
		for _, f := range []history.Format{history.FormatJSON, history.FormatText, history.FormatHTML} {
			if got, want := written(t, to, room, f), written(t, from, room, f); got != want {
				t.Errorf("import %d: the room is\n%s\nwant\n%s", i, got, want)
			}
		}
	}
	if got, _ := find(t, to, history.Query{Text: "noon"}); len(got) != 1 {
		t.Errorf("an imported line is found %d times", len(got))
	}
	if got, err := from.Import(t.Context(), strings.NewReader(file)); err != nil || got.Added != 0 || got.Known != 4 {
		t.Errorf("a room is imported where it comes from: %+v %v", got, err)
	}
}

// TestImportStaysApart must not let a file change what a host or a seat has.
func TestImportStaysApart(t *testing.T) {
	s := open(t, t.TempDir())
	room, l := host(t, s, "Lab", said{ada, "Ada", "true"})
	file := written(t, s, room, history.FormatJSON)
	forged := strings.Replace(strings.Replace(file, `"seq":1`, `"seq":2`, 1), "true", "forged", 1)
	got, err := s.Import(t.Context(), strings.NewReader(forged+file))
	if err != nil || got.Added != 1 || got.Known != 1 {
		t.Fatalf("imported %+v, %v", got, err)
	}
	if _, head := l.Bounds(); head != 1 {
		t.Errorf("the host's log goes up to %d after an import", head)
	}
	if list, err := l.Read(0, 9); err != nil || len(list) != 1 || list[0].Text != "true" {
		t.Errorf("the host's log is %v %v after an import", list, err)
	}
}

// TestImportConflict keeps two lines of one number: a log that was set back.
func TestImportConflict(t *testing.T) {
	s := open(t, t.TempDir())
	room, _ := host(t, s, "Lab", said{ada, "Ada", "before"})
	before := written(t, s, room, history.FormatJSON)
	other := chat.NewMessageID().String()
	i := strings.Index(before, `"id":"`) + len(`"id":"`)
	after := before[:i] + other + before[i+len(other):]
	after = strings.Replace(after, "before", "after", 1)
	to := open(t, t.TempDir())
	if got, err := to.Import(t.Context(), strings.NewReader(before+after)); err != nil || got.Added != 2 {
		t.Fatalf("imported %+v, %v", got, err)
	}
	if got := written(t, to, room, history.FormatText); !strings.Contains(got, "before") || !strings.Contains(got, "after") {
		t.Errorf("the room is %q", got)
	}
}

// TestImportAllOrNothing names the bad line, and keeps nothing.
func TestImportAllOrNothing(t *testing.T) {
	from := open(t, t.TempDir())
	l, err := from.Log(chat.NewRoomID(), "Lab")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Append(lines(3000)); err != nil {
		t.Fatal(err)
	}
	rooms, err := from.Rooms()
	if err != nil {
		t.Fatal(err)
	}
	room := rooms[0].ID
	good := written(t, from, room, history.FormatJSON)
	line := good[:strings.Index(good, "\n")]
	tests := map[string]string{
		"not JSON":      "hello",
		"a list":        "[" + line + "]",
		"two objects":   line + line,
		"not UTF-8":     strings.Replace(line, "line", "\xff", 1),
		"no room":       strings.Replace(line, `"room":`, `"rome":`, 1),
		"a short id":    strings.Replace(line, `"id":"`, `"id":"0`, 1),
		"seq 0":         strings.Replace(line, `"seq":1`, `"seq":0`, 1),
		"seq too large": strings.Replace(line, `"seq":1`, `"seq":1099511627776`, 1),
		"seq negative":  strings.Replace(line, `"seq":1`, `"seq":-1`, 1),
		"no time":       strings.Replace(line, `"at":"2`, `"at":"x`, 1),
		"an old time":   strings.Replace(line, `"at":"2026`, `"at":"1026`, 1),
		"a control":     strings.Replace(line, `"text":"`, `"text":"\u001b[2J`, 1),
		"a bad name":    strings.Replace(line, `"name":"Ada`, `"name":"\u202e`, 1),
		"too long":      strings.Replace(line, `"text":"`, `"text":"`+strings.Repeat("a", 8200), 1),
		"far too long":  strings.Repeat("a", 100<<10),
	}
	for name, bad := range tests {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			_, err := s.Import(t.Context(), strings.NewReader(good+bad+"\n"+line))
			var wrong *history.ImportError
			if !errors.As(err, &wrong) || wrong.Line != 3001 {
				t.Errorf("the import ended with %v", err)
			}
			if _, err := s.Export(t.Context(), io.Discard, room, nil, history.FormatText); !errors.Is(err, history.ErrNoRoom) {
				t.Errorf("some of it was kept: %v", err)
			}
			if got, _ := find(t, s, history.Query{}); got != nil {
				t.Errorf("%d lines were kept", len(got))
			}
		})
	}
}

// TestImportGivenUp ends in the middle, and again from the start.
func TestImportGivenUp(t *testing.T) {
	from, to := open(t, t.TempDir()), open(t, t.TempDir())
	room, l := host(t, from, "Lab")
	if _, err := l.Append(lines(5000)); err != nil {
		t.Fatal(err)
	}
	file := written(t, from, room, history.FormatJSON)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	half := io.MultiReader(strings.NewReader(file[:1+strings.LastIndex(file[:len(file)/2], "\n")]), readerFunc(func(p []byte) (int, error) {
		if _, err := to.Import(ctx, strings.NewReader(file)); !errors.Is(err, history.ErrImporting) {
			t.Errorf("a second import beside the first ended with %v", err)
		}
		cancel()
		p[0] = '\n'
		return 1, nil
	}))
	if _, err := to.Import(ctx, half); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	if got, _ := find(t, to, history.Query{}); got != nil {
		t.Errorf("%d lines were kept", len(got))
	}
	if got, err := to.Import(t.Context(), strings.NewReader(file)); err != nil || got.Added != 5000 {
		t.Errorf("the second time: %+v, %v", got, err)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// TestImportManyHoles bounds what a hostile file makes the program remember.
func TestImportManyHoles(t *testing.T) {
	s := open(t, t.TempDir())
	room, _ := host(t, s, "Lab", said{ada, "Ada", "one"})
	line := written(t, s, room, history.FormatJSON)
	var b bytes.Buffer
	for seq := 3; seq < 20_000; seq += 2 {
		b.WriteString(strings.Replace(line, `"seq":1`, fmt.Sprintf(`"seq":%d`, seq), 1))
	}
	if _, err := s.Import(t.Context(), &b); err == nil || !strings.Contains(err.Error(), "holes") {
		t.Errorf("a file of holes was imported: %v", err)
	}
}

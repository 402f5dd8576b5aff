package app_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landline/app/vm"
	"landline/netcore/chat"
)

// seqsOf are the first and the last number of a run of lines, and how many
// there are.
func seqsOf(lines []chat.Message) (first, last uint64, n int) {
	if len(lines) == 0 {
		return 0, 0, 0
	}
	return lines[0].Seq, lines[len(lines)-1].Seq, len(lines)
}

// filledHost hosts a room with so many lines in it.
func filledHost(t *testing.T, lines int) (host *restartableHost, address string) {
	t.Helper()
	host, address = newRestartableHost(t)
	for n := 1; n <= lines; n++ {
		host.say(fmt.Sprint("line number ", n))
	}
	for range lines {
		host.next("said")
	}
	return host, address
}

// TestDeskRemembers closes a window in the middle of everything: what was said
// in vain, what was being written, and what was read are there again.
func TestDeskRemembers(t *testing.T) {
	host, address := filledHost(t, 500)
	profile := t.TempDir()
	bo := openDesk(t, profile)
	bo.desk.Rename("Bo")
	bo.desk.Join(address)
	room := await(bo, anyOf[vm.Opened]).Room
	bo.hears(room, "line number 500")
	host.kill()
	await(bo, func(e vm.Linked) bool { return e.Link == vm.Reconnecting })
	bo.desk.Say(room, "one")
	bo.desk.Say(room, "two")
	one, two := await(bo, anyOf[vm.Queued]), await(bo, anyOf[vm.Queued])
	bo.desk.Draft(room, "and then")
	bo.desk.Read(room, 450)
	bo.end()

	bo = openDesk(t, profile)
	room = await(bo, anyOf[vm.Opened]).Room
	shown := await(bo, anyOf[vm.Remembered])
	first, last, n := seqsOf(shown.Lines)
	if first != 301 || last != 500 || n != 200 || shown.Name != "Lab" || shown.Read != 450 {
		t.Errorf("remembered %d lines of %q, %d to %d, read to %d", n, shown.Name, first, last, shown.Read)
	}
	for _, want := range []vm.Queued{one, two} {
		if e := await(bo, anyOf[vm.Queued]); e.ID != want.ID || e.Text != want.Text || e.Room != room {
			t.Errorf("%+v came back as %+v", want, e)
		}
	}
	if e := await(bo, anyOf[vm.Drafted]); e.Text != "and then" {
		t.Errorf("the draft came back as %q", e.Text)
	}
	host.open()
	for i, want := range []vm.Queued{one, two} {
		if said := bo.hears(room, want.Text); said.ID != want.ID || said.Seq != uint64(501+i) {
			t.Errorf("%q was said as %+v", want.Text, said.Message)
		}
	}
	bo.end()
	if e := await(openDesk(t, profile), func(e vm.Event) bool {
		_, queued := e.(vm.Queued)
		_, drafted := e.(vm.Drafted)
		linked, _ := e.(vm.Linked)
		return queued || drafted || linked.Link == vm.Seated
	}); e == nil {
		t.Error("nothing came")
	} else if _, ok := e.(vm.Drafted); !ok {
		t.Errorf("of what was said nothing should be left, but %+v was", e)
	}
}

// TestDeskReadsUpwards begins with the newest lines and asks for older ones,
// also of those that a search finds.
func TestDeskReadsUpwards(t *testing.T) {
	host, address := filledHost(t, 1500)
	bo := openDesk(t, t.TempDir())
	bo.desk.Rename("Bo")
	bo.desk.Join(address)
	room := await(bo, anyOf[vm.Opened]).Room
	entered := await(bo, func(e vm.Happened) bool { _, ok := e.Event.(chat.Entered); return ok })
	if e := entered.Event.(chat.Entered); e.After != 1300 {
		t.Errorf("a newcomer is told from line %d on", e.After+1)
	}
	bo.hears(room, "line number 1500")
	bo.desk.Older(room)
	page := await(bo, anyOf[vm.Recalled])
	oldest, last, _ := seqsOf(page.Lines)
	if oldest == 0 || last != 1300 || page.Edge != vm.EdgeOpen {
		t.Errorf("first came %d to %d with edge %d", oldest, last, page.Edge)
	}

	bo.desk.Describe(room)
	details := await(bo, anyOf[vm.Details])
	if details.First != 1 || details.Head != 1500 || details.Host.IsZero() || details.Address != address {
		t.Errorf("the room is kept as %+v", details)
	}

	var hits vm.Hits
	for len(hits.List) == 0 { // it is being written down still
		bo.desk.Search(vm.Query{Text: "number 1400"})
		hits = await(bo, anyOf[vm.Hits])
	}
	if len(hits.List) != 1 || hits.List[0].Message.Seq != 1400 || hits.List[0].Here != room || hits.List[0].Name != "Lab" {
		t.Fatalf("found %+v", hits)
	}
	bo.desk.Around(hits.List[0])
	around := await(bo, anyOf[vm.Surroundings])
	if first, last, _ := seqsOf(around.Lines); first != 1380 || last != 1420 {
		t.Errorf("around it stand %d to %d", first, last)
	}
	bo.desk.Show(hits.List[0])
	if e := await(bo, anyOf[vm.Reveal]); e.Seq != 1400 || e.Room != room {
		t.Errorf("revealed %+v", e)
	}

	host.end()
	await(bo, func(e vm.Linked) bool { return e.Link == vm.Reconnecting })
	bo.desk.Older(room)
	if e := await(bo, anyOf[vm.Recalled]); len(e.Lines) != 0 || e.Edge != vm.EdgeMissing {
		t.Errorf("without the host came %d lines with edge %d", len(e.Lines), e.Edge)
	}
	host.open()
	await(bo, func(e vm.Linked) bool { return e.Link == vm.Seated })
	for oldest > 1 {
		bo.desk.Older(room)
		page := await(bo, anyOf[vm.Recalled])
		first, last, n := seqsOf(page.Lines)
		if n == 0 || last != oldest-1 {
			t.Fatalf("above %d came %d to %d", oldest, first, last)
		}
		if oldest = first; (oldest == 1) != (page.Edge == vm.EdgeBegin) {
			t.Errorf("line %d is at edge %d", oldest, page.Edge)
		}
	}
	bo.desk.Describe(room)
	for {
		e := await(bo, anyOf[vm.Details])
		if e.Lines == 1500 && len(e.Gaps) == 0 {
			break
		}
		bo.desk.Describe(room) // it is being written down still
	}

	path := filepath.Join(t.TempDir(), "lab.txt")
	bo.desk.Export(room, vm.FormatText, path)
	if e := await(bo, anyOf[vm.Exported]); e.Lines != 1500 || e.Trouble.Kind != vm.NoTrouble {
		t.Errorf("exported %+v", e)
	}
	text, err := os.ReadFile(path)
	if err != nil || strings.Count(string(text), "line number ") != 1500 {
		t.Errorf("the file has %d lines: %v", strings.Count(string(text), "line number "), err)
	}
	bo.desk.Export(room, vm.FormatText, path)
	if e := await(bo, anyOf[vm.Exported]); e.Trouble.Kind == vm.NoTrouble {
		t.Error("a file that was there was written over")
	}
}

// TestDeskHostsAgain closes the window of a host: the room has its lines when it
// is opened again, and who it is kept for stays as set.
func TestDeskHostsAgain(t *testing.T) {
	profile := t.TempDir()
	ada := openDesk(t, profile)
	ada.desk.Rename("Ada")
	ada.desk.Host(vm.NewRoom{Name: "Lab", Port: 0})
	room := await(ada, anyOf[vm.Opened]).Room
	await(ada, func(e vm.Linked) bool { return e.Link == vm.Seated })
	ada.desk.Say(room, "one")
	said := ada.hears(room, "one")
	ada.desk.Keep(room, vm.Keep{Days: 30, Lines: 10_000})
	if e := await(ada, anyOf[vm.Details]); e.Keep != (vm.Keep{Days: 30, Lines: 10_000}) || !e.Hosting {
		t.Errorf("kept as %+v", e)
	}
	ada.end()

	ada = openDesk(t, profile)
	room = await(ada, anyOf[vm.Opened]).Room
	if e := await(ada, anyOf[vm.Remembered]); len(e.Lines) != 1 || e.Lines[0].ID != said.ID || e.Edge != vm.EdgeBegin {
		t.Errorf("remembered %+v", e)
	}
	entered := await(ada, func(e vm.Happened) bool { _, ok := e.Event.(chat.Entered); return ok })
	if e := entered.Event.(chat.Entered); !e.Resumed || e.Head != 1 {
		t.Errorf("the room went on as %+v", e)
	}
	ada.desk.Say(room, "two")
	if said := ada.hears(room, "two"); said.Seq != 2 {
		t.Errorf("then came number %d", said.Seq)
	}
	ada.desk.Describe(room)
	if e := await(ada, anyOf[vm.Details]); e.Keep != (vm.Keep{Days: 30, Lines: 10_000}) || e.Head != 2 || e.Lines != 2 || len(e.Gaps) != 0 {
		t.Errorf("described as %+v", e)
	}
}

// TestDeskSaysAgain has a line that the room does not take.
func TestDeskSaysAgain(t *testing.T) {
	_, address := hostRoom(t)
	profile := t.TempDir()
	bo := openDesk(t, profile)
	bo.desk.Rename("Bo")
	bo.desk.Join(address)
	room := await(bo, anyOf[vm.Opened]).Room
	await(bo, func(e vm.Linked) bool { return e.Link == vm.Seated })
	const bad = "a\x1b[2Jb" // no composer lets this through, and no room takes it
	declined := func() chat.MessageID {
		t.Helper()
		e := await(bo, func(e vm.Happened) bool { _, ok := e.Event.(chat.Declined); return ok })
		return e.Event.(chat.Declined).ID
	}
	bo.desk.Say(room, bad)
	id := declined()
	bo.desk.SayAgain(room, id)
	if again := declined(); again != id {
		t.Errorf("%s was declined, then %s", id, again)
	}
	bo.end()
	bo = openDesk(t, profile)
	room = await(bo, anyOf[vm.Opened]).Room
	if e := await(bo, anyOf[vm.Unsaid]); e.ID != id || e.Text != bad || e.Why.Code != chat.TextInvalid {
		t.Errorf("it came back as %+v", e)
	}
	bo.desk.TookBack(room, id)
	bo.end()
	bo = openDesk(t, profile)
	if e := await(bo, func(e vm.Event) bool {
		_, unsaid := e.(vm.Unsaid)
		linked, _ := e.(vm.Linked)
		return unsaid || linked.Link == vm.Seated
	}); e != nil {
		if _, unsaid := e.(vm.Unsaid); unsaid {
			t.Error("what was taken back came back")
		}
	}
}

// TestDeskRoomOpenElsewhere opens a window again whose room another process of
// the profile keeps open: it says so, and no other room takes its place.
func TestDeskRoomOpenElsewhere(t *testing.T) {
	profile := t.TempDir()
	ada := openDesk(t, profile)
	ada.desk.Rename("Ada")
	ada.desk.Host(vm.NewRoom{Name: "Lab", Port: 0})
	await(ada, func(e vm.Linked) bool { return e.Link == vm.Seated })
	ada.end()
	other := start(t, nil, "host", "--name", "Lab", "--as", "Ada", "--bind", "127.0.0.1", "--port", "0", "--hidden", "--profile", profile)
	other.next("entered")

	ada = openDesk(t, profile)
	room := await(ada, anyOf[vm.Opened])
	if e := await(ada, func(e vm.Linked) bool { return e.Link == vm.Ended }); !strings.Contains(e.Trouble.What(), "keeps Lab open") {
		t.Errorf("%+v ended with %q", room, e.Trouble.What())
	}
	other.end()
	ada.desk.Retry(room.Room)
	await(ada, func(e vm.Linked) bool { return e.Link == vm.Seated })
}

// TestDeskBesideAnother opens two windows of one profile in one room, in a folder
// whose path is too long for a socket at which the second would find the first: it
// says that nothing is kept of what waits there.
func TestDeskBesideAnother(t *testing.T) {
	_, address := filledHost(t, 1)
	profile := filepath.Join(t.TempDir(), strings.Repeat("d", 100))
	first := openDesk(t, profile)
	first.desk.Rename("Bo")
	first.desk.Join(address)
	first.hears(await(first, anyOf[vm.Opened]).Room, "line number 1")
	second := openDesk(t, profile)
	second.desk.Join(address)
	if e := await(second, anyOf[vm.Warned]); !strings.Contains(e.Text, "Another Landline of this profile") {
		t.Errorf("it warns: %q", e.Text)
	}
}

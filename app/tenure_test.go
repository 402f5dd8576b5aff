package app_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landline/app/vm"
	"landline/netcore/chat"
)

// twin hosts a room of somebody else's id under another key.
func twin(t *testing.T, name string, room chat.RoomID, port string) (*process, event) {
	t.Helper()
	dir := t.TempDir()
	settings := fmt.Sprintf(`{"hosted":[{"name":%q,"room":%q}]}`, name, room)
	if err := os.WriteFile(filepath.Join(dir, "settings.json"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	p := start(t, nil, "host", "--name", name, "--as", "Eve", "--bind", "127.0.0.1", "--port", port, "--hidden", "--profile", dir)
	e := p.next("listening")
	if e.Room != room.String() {
		t.Fatalf("the room has the id %s, not %s", e.Room, room)
	}
	return p, e
}

// wantTraces wants what was said, and the like, to be in a profile still, or not.
func wantTraces(t *testing.T, profile string, there bool, words ...string) {
	t.Helper()
	for _, word := range words {
		if where := tracesOf(t, profile, word); (len(where) > 0) != there {
			t.Errorf("%q is in %q", word, where)
		}
	}
}

// TestNobodyTakesAnOwnRoomsPlace has somebody open a room with the id of Bo's own:
// he gets in by no way, and to forget it takes nothing from his.
func TestNobodyTakesAnOwnRoomsPlace(t *testing.T) {
	profile := t.TempDir()
	bo := named(t, "Bo", profile)
	bo.desk.Host(vm.NewRoom{Name: "Diary"})
	mine := await(bo, anyOf[vm.Opened]).Room
	link := bo.invites(mine)
	bo.desk.Say(mine, "treasured words")
	bo.hears(mine, "treasured words")
	_, eve := twin(t, "Trap", link.Room, "0")
	link.Target.Port = uint16(eve.Port)
	if err := link.Key.UnmarshalText([]byte(eve.Fingerprint)); err != nil {
		t.Fatal(err)
	}

	bo.desk.Join(link.String())
	if e := await(bo, anyOf[vm.JoinFailed]).Trouble; e.Kind != vm.RoomCopied {
		t.Errorf("by an invitation: %+v", e)
	}
	bo.desk.Join(link.Target.HostPort())
	trap := await(bo, func(e vm.Opened) bool { return !e.Hosting }).Room
	bo.ends(trap, vm.RoomCopied)
	bo.desk.Forget(trap)
	await(bo, func(e vm.Closed) bool { return e.Room == trap })
	bo.desk.Say(mine, "and more")
	bo.hears(mine, "and more")
	bo.end()
	wantTraces(t, profile, true, "treasured words", "Diary")
	wantTraces(t, profile, false, eve.Fingerprint)

	stdout, stderr, code := carry(t, "", "join", link.Target.HostPort(), "--json", "--profile", profile)
	if code != 6 || !strings.Contains(stdout, `"code":6`) || !strings.Contains(stderr, "the id of one that you host yourself") {
		t.Errorf("join ended with %d: %s%s", code, stdout, stderr)
	}
	if _, stderr, code := carry(t, "", "trust", link.Room.String(), eve.Fingerprint, "--profile", profile); code != 2 || !strings.Contains(stderr, "You host that room yourself") {
		t.Errorf("trust ended with %d: %s", code, stderr)
	}
}

// TestNobodyTakesAnothersRoomsPlace has somebody open a room with the id of one in
// which Bo sat. He is asked before he gets in; until he says yes, or where he
// forgets it, all that he has is the room's that he knew.
func TestNobodyTakesAnothersRoomsPlace(t *testing.T) {
	profile := t.TempDir()
	ada, bo := named(t, "Ada", t.TempDir()), named(t, "Bo", profile)
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	hers := await(ada, anyOf[vm.Opened]).Room
	link := ada.invites(hers)
	ada.desk.Say(hers, "treasured words")
	bo.desk.Join(link.String())
	room := await(bo, anyOf[vm.Opened]).Room
	bo.hears(room, "treasured words")
	bo.desk.Leave(room)
	await(bo, func(e vm.Closed) bool { return e.Room == room })

	_, eve := twin(t, "Lab", link.Room, "0")
	asked := func() vm.Key {
		t.Helper()
		bo.desk.Join(fmt.Sprintf("127.0.0.1:%d", eve.Port))
		trap := await(bo, anyOf[vm.Opened]).Room
		if e := bo.ends(trap, vm.KeyChanged); !e.Elsewhere || e.Known != link.Key.String() || e.Given != eve.Fingerprint {
			t.Fatalf("Bo is asked about %+v", e)
		}
		return trap
	}
	trap := asked()
	bo.desk.Forget(trap)
	await(bo, func(e vm.Closed) bool { return e.Room == trap })
	wantTraces(t, profile, true, "treasured words", link.Key.String())
	wantTraces(t, profile, false, eve.Fingerprint)
	bo.desk.Reopen(link.Room)
	again := await(bo, anyOf[vm.Opened]).Room
	if e := await(bo, func(e vm.Met) bool { return e.Room == again }); e.Host != link.Key {
		t.Errorf("the list of earlier rooms leads to %s, not to Ada", e.Host.Tag())
	}
	bo.desk.Leave(again)
	await(bo, func(e vm.Closed) bool { return e.Room == again })

	trap = asked()
	bo.desk.TrustNewKey(trap, eve.Fingerprint)
	bo.sits(trap)
	bo.desk.Leave(trap)
	await(bo, func(e vm.Closed) bool { return e.Room == trap })
	bo.desk.Join(link.String())
	room = await(bo, anyOf[vm.Opened]).Room
	if e := bo.ends(room, vm.KeyChanged); e.Known != eve.Fingerprint || e.Given != link.Key.String() {
		t.Errorf("once the new key is the room's, the old one is %+v", e)
	}
}

// TestRoomWithANewKey has a host come back with their room and a new key: at the
// address that is known, and at another one. Who has said yes to the key is not
// asked again.
func TestRoomWithANewKey(t *testing.T) {
	room := chat.NewRoomID()
	host, first := twin(t, "Lab", room, "0")
	port := fmt.Sprint(first.Port)
	address := "127.0.0.1:" + port
	window, terminal := t.TempDir(), t.TempDir()
	bo := named(t, "Bo", window)
	bo.desk.Join(address)
	seat := await(bo, anyOf[vm.Opened]).Room
	bo.sits(seat)
	join := func(target string) (last event, code int) {
		t.Helper()
		p := start(t, nil, "join", target, "--as", "Cleo", "--profile", terminal)
		_, _ = io.WriteString(p.stdin, "hello\n") // it may be gone already
		_ = p.stdin.Close()
		events, code := p.rest()
		return events[len(events)-1], code
	}
	trust := func(target, key string) {
		t.Helper()
		if _, stderr, code := carry(t, "", "trust", target, key, "--profile", terminal); code != 0 {
			t.Errorf("trust %s ended with %d: %s", target, code, stderr)
		}
	}
	if last, code := join(address); code != 0 {
		t.Fatalf("the first join ended with %d: %+v", code, last)
	}
	host.end()

	host, second := twin(t, "Lab", room, port)
	if e := bo.ends(seat, vm.KeyChanged); e.Elsewhere || e.Known != first.Fingerprint {
		t.Errorf("at the address that is known Bo is asked about %+v", e)
	}
	bo.desk.TrustNewKey(seat, second.Fingerprint)
	bo.sits(seat)
	bo.end()
	if last, code := join(address); code != 6 || last.Given != second.Fingerprint || !strings.Contains(last.Text, "landline trust "+address) {
		t.Errorf("join ended with %d: %+v", code, last)
	}
	trust(address, second.Fingerprint)
	if last, code := join(address); code != 0 {
		t.Errorf("once the key is trusted join ended with %d: %+v", code, last)
	}
	host.end()

	_, third := twin(t, "Lab", room, "0")
	address = fmt.Sprintf("127.0.0.1:%d", third.Port)
	if last, code := join(address); code != 6 || last.Known != second.Fingerprint || last.Given != third.Fingerprint ||
		!strings.Contains(last.Text, "landline trust "+room.String()+" FINGERPRINT") {
		t.Errorf("at another address join ended with %d: %+v", code, last)
	}
	trust(room.String(), third.Fingerprint)
	if last, code := join(address); code != 0 {
		t.Errorf("once the room's key is trusted join ended with %d: %+v", code, last)
	}
}

// TestTwinsOfAnEarlierDay opens a profile in which two hosts have one room's id: it
// was let in by an earlier program. The list leads to the host whose key is the
// room's, and each of the two can be forgotten without the other.
func TestTwinsOfAnEarlierDay(t *testing.T) {
	for _, tt := range []struct {
		name    string
		forgets func(real, trap vm.Key) vm.Key
		stays   []string
		goes    []string
	}{
		{"the twin is forgotten", func(_, trap vm.Key) vm.Key { return trap }, []string{"treasured words"}, []string{"false words"}},
		{"the room is forgotten", func(real, _ vm.Key) vm.Key { return real }, []string{"false words"}, []string{"treasured words"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			profile := t.TempDir()
			ada := named(t, "Ada", t.TempDir())
			ada.desk.Host(vm.NewRoom{Name: "Lab"})
			hers := await(ada, anyOf[vm.Opened]).Room
			link := ada.invites(hers)
			ada.desk.Say(hers, "treasured words")
			p, eve := twin(t, "Lab", link.Room, "0")
			_, _ = io.WriteString(p.stdin, "false words\n")
			bo := named(t, "Bo", profile)
			bo.desk.Join(fmt.Sprintf("127.0.0.1:%d", eve.Port))
			trap := await(bo, anyOf[vm.Opened]).Room
			bo.hears(trap, "false words")
			bo.end()
			// An earlier program took the room for Ada's all the same.
			knowAs(t, profile, link, eve)

			bo = openDesk(t, profile)
			trap = await(bo, anyOf[vm.Opened]).Room
			bo.ends(trap, vm.KeyChanged)
			bo.desk.Join(link.String())
			room := await(bo, anyOf[vm.Opened]).Room
			bo.hears(room, "treasured words")
			bo.desk.Leave(room)
			await(bo, func(e vm.Known) bool { return len(e.Rooms) == 1 && e.Rooms[0].Host == link.Key })
			bo.desk.Reopen(link.Room)
			room = await(bo, anyOf[vm.Opened]).Room
			bo.sits(room)
			for seat, want := range map[vm.Key][2]string{room: {"treasured words", "false words"}, trap: {"false words", "treasured words"}} {
				file := filepath.Join(t.TempDir(), "room.txt")
				bo.desk.Export(seat, vm.FormatText, file)
				await(bo, anyOf[vm.Exported])
				if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), want[0]) || strings.Contains(string(text), want[1]) {
					t.Errorf("written down is %q, %v", text, err)
				}
				bo.desk.Search(vm.Query{Text: "words", Room: seat})
				if hits := await(bo, anyOf[vm.Hits]).List; len(hits) != 1 || hits[0].Message.Text != want[0] {
					t.Errorf("found is %+v", hits)
				}
			}
			text, stderr, code := carry(t, "", "export", link.Room.String(), "--profile", profile)
			if code != 0 || !strings.Contains(text, "treasured words") || strings.Contains(text, "false words") {
				t.Errorf("export ended with %d and wrote %q: %s", code, text, stderr)
			}
			gone := tt.forgets(room, trap)
			bo.desk.Forget(gone)
			await(bo, func(e vm.Closed) bool { return e.Room == gone })
			bo.end()
			wantTraces(t, profile, true, tt.stays...)
			wantTraces(t, profile, false, tt.goes...)
		})
	}
}

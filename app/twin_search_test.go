package app_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"landline/app/vm"
)

// TestSearchBehindATwin looks for words that a host who uses the room's id has said
// more often than a search has hits.
func TestSearchBehindATwin(t *testing.T) {
	profile := t.TempDir()
	ada := named(t, "Ada", t.TempDir())
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	hers := await(ada, anyOf[vm.Opened]).Room
	link := ada.invites(hers)
	ada.desk.Say(hers, "treasured words")
	ada.hears(hers, "treasured words")
	p, eve := twin(t, "Lab", link.Room, "0")
	for i := range 120 {
		_, _ = io.WriteString(p.stdin, fmt.Sprintf("false words %d\n", i))
	}
	bo := named(t, "Bo", profile)
	bo.desk.Join(fmt.Sprintf("127.0.0.1:%d", eve.Port))
	bo.hears(await(bo, anyOf[vm.Opened]).Room, "false words 119")
	bo.end()
	knowAs(t, profile, link, eve)

	bo = openDesk(t, profile)
	trap := await(bo, anyOf[vm.Opened]).Room
	bo.ends(trap, vm.KeyChanged)
	bo.desk.Join(link.String())
	room := await(bo, anyOf[vm.Opened]).Room
	bo.hears(room, "treasured words")
	var hits vm.Hits
	for try := 0; len(hits.List) == 0 && try < 20; try++ { // what was heard is written down a moment later
		bo.desk.Search(vm.Query{Text: "words", Room: room})
		hits = await(bo, anyOf[vm.Hits])
	}
	if len(hits.List) != 1 || hits.More || hits.List[0].Here != room {
		t.Errorf("%d hits in the room, more: %v", len(hits.List), hits.More)
	}
	bo.desk.Search(vm.Query{Text: "119"})
	if list := await(bo, anyOf[vm.Hits]).List; len(list) != 1 || list[0].Here != trap {
		t.Errorf("found is %+v, which is in %d", list, trap)
	}
	out, stderr, code := carry(t, "", "search", "words", "--room", link.Room.String(), "--limit", "5", "--profile", profile)
	if code != 0 || !strings.Contains(out, "treasured words") || strings.Contains(out, "false") {
		t.Errorf("search ended with %d: %s%s", code, out, stderr)
	}
	out, stderr, code = carry(t, "", "rooms", "--json", "--profile", profile)
	if code != 0 || strings.Count(out, "\n") != 1 || !strings.Contains(out, `"lines":1,`) || !strings.Contains(out, link.Key.String()) {
		t.Errorf("rooms ended with %d: %s%s", code, out, stderr)
	}
}

package discover

import (
	"log/slog"
	"net/netip"
	"slices"
	"testing"

	"landline/netcore/chat"
)

// A responder joins what families its card has when it starts, so a card that
// gets or loses one needs another responder.
func TestRespondersFollowTheFamiliesOfACard(t *testing.T) {
	four, six := netip.MustParsePrefix("10.0.0.1/24"), netip.MustParsePrefix("fe80::1/64")
	card := func(index int, addrs ...netip.Prefix) Interface {
		return Interface{Index: index, Name: "eth0", Flags: etherFlags, Addrs: addrs}
	}
	room := roomOf("Lab")
	var log []string
	a := &answers{
		m:     &mdnsWay{Service: &Service{cfg: Config{Log: slog.New(slog.DiscardHandler)}}},
		zones: make(map[chat.RoomID]*zone), told: map[chat.RoomID]listed{room: {}},
		start: func(_ *zone, id chat.RoomID, c Interface) (responder, error) {
			log = append(log, "start")
			return responder{room: id, on: placeOf(c), close: func() { log = append(log, "close") }}, nil
		},
	}
	for _, s := range []struct {
		name string
		card Interface
		want []string
	}{
		{"only link-local yet", card(3, six), []string{"start"}},
		{"the same", card(3, six), nil},
		{"DHCP came", card(3, six, four), []string{"close", "start"}},
		{"another address", card(3, six, netip.MustParsePrefix("10.0.0.9/24")), nil},
		{"IPv6 went", card(3, four), []string{"close", "start"}},
		{"plugged again", card(4, four), []string{"close", "start"}},
	} {
		log = nil
		a.serve([]Interface{s.card})
		if !slices.Equal(log, s.want) {
			t.Errorf("%s: %v, want %v", s.name, log, s.want)
		}
	}
}

package discover

import (
	"net/netip"
	"testing"

	"landline/netcore/chat"
)

// FuzzOverheard reads mDNS packets that anybody may have sent. What is believed
// of them is what a room can be, at addresses where one can be dialled.
func FuzzOverheard(f *testing.F) {
	card := Interface{Index: 3, Name: "eth0", Addrs: []netip.Prefix{netip.MustParsePrefix("10.0.0.2/24")}}
	m := newMDNSWay(New(Config{Signer: signerOf("Bo")}), instance{9}, []Interface{card})
	for _, ttl := range []uint32{recordTTL, 0} {
		r := recordOf("Lab")
		r.addrs = []netip.Addr{netip.MustParseAddr("10.0.0.7"), netip.MustParseAddr("8.8.8.8")}
		packet, err := response(records(r, 7678, ttl)).Pack()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(packet)
	}
	f.Fuzz(func(t *testing.T, packet []byte) {
		heard, err := m.overheard(packet, earKey{index: 3, name: "eth0", four: true})
		if err != nil {
			return
		}
		for _, s := range heard.seen {
			if name, err := chat.HeardName(s.name); err != nil || name != s.name || s.port == 0 || len(s.addrs) == 0 {
				t.Errorf("%+v is believed", s)
			}
			for _, a := range s.addrs {
				if !believable(a, card, networks([]Interface{card})) {
					t.Errorf("%v is no address to dial", a)
				}
			}
		}
	})
}

package discover

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/miekg/dns"

	"landline/netcore/chat"
)

func recordOf(name string) record {
	return record{
		host: hostID(1), room: roomOf("Lab"), by: instance{1, 2, 3}, name: name, hostName: "Ada", people: 4,
		addrs: []netip.Addr{ip("10.0.0.1"), ip("fd00::1")},
	}
}

func TestTXTThereAndBack(t *testing.T) {
	for _, name := range []string{"Lab", "Bob's Café Room", `back\slash "quote" | bar`, "a=b,c;d%20e", "部屋", "…", "Khmer\u17b5"} {
		want := recordOf(name)
		fields := want.strings()
		for _, f := range fields {
			if strings.ContainsFunc(f, func(r rune) bool { return r < ' ' || r > '~' || r == '\\' || r == '"' }) {
				t.Errorf("%q needs escaping in DNS", f)
			}
		}
		got, err := parseTXT(fields)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%+v, %v, want %+v", got, err, want)
		}
	}
}

func TestTXTOutOfBounds(t *testing.T) {
	good := recordOf("Lab").strings()
	for _, bad := range []string{
		"v=2", "f=00", "r=zz", "i=00", "p=-1", "p=99999999999", "n=", "n=%zz", "n=%1b", "n=%ff", "h=%E2%80%AEx",
		"n=" + strings.Repeat("x", 300),
	} {
		fields := slices.Clone(good)
		for i, f := range fields {
			if f[:2] == bad[:2] {
				fields[i] = bad
			}
		}
		if r, err := parseTXT(fields); err == nil {
			t.Errorf("%q accepted: %+v", bad, r)
		}
	}
	if _, err := parseTXT(nil); err == nil {
		t.Error("nothing accepted")
	}
	r, err := parseTXT(append([]string{"a=10.0.0.7,rubbish,fe80::1%eth9,::ffff:10.0.0.8,10.0.0.7"}, good...))
	if err != nil || fmt.Sprint(r.addrs) != "[10.0.0.7 10.0.0.8]" {
		t.Errorf("addresses %v, %v", r.addrs, err)
	}
}

func FuzzTXT(f *testing.F) {
	f.Add(strings.Join(recordOf("Bob's Café").strings(), "\n"))
	f.Add("v=1\nf=\nr=")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := parseTXT(strings.Split(text, "\n"))
		if err != nil {
			return
		}
		again, err := parseTXT(r.strings())
		if err != nil || fmt.Sprint(again) != fmt.Sprint(r) {
			t.Errorf("%+v became %+v, %v", r, again, err)
		}
	})
}

// The longest names and the most addresses still fit one packet, and one TXT
// string each.
func TestRecordsFitAPacket(t *testing.T) {
	r := recordOf(strings.Repeat("é", chat.MaxName/2))
	r.hostName, r.addrs, r.locked = r.name, nil, true
	for i := range 100 {
		r.addrs = append(r.addrs, netip.AddrFrom16([16]byte{0xfd, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, byte(i)}))
	}
	packet, err := response(records(r, 65535, recordTTL)).Pack()
	if err != nil || len(packet) > maxBeacon {
		t.Fatalf("%d bytes, %v", len(packet), err)
	}
	var msg dns.Msg
	if err := msg.Unpack(packet); err != nil {
		t.Fatal(err)
	}
	got, err := parseTXT(msg.Answer[2].(*dns.TXT).Txt)
	if err != nil || got.name != r.name || len(got.addrs) == 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestZoneAnswersAnyTypeInAnyCase(t *testing.T) {
	var z zone
	r := recordOf("Lab")
	z.set(records(r, 7678, recordTTL))
	instance := label(r.room, r.by)
	for _, name := range []string{serviceName, strings.ToUpper(serviceName), instance + "." + serviceName, instance + ".local."} {
		for _, qtype := range []uint16{dns.TypePTR, dns.TypeANY, dns.TypeTXT, dns.TypeSRV} {
			if got := z.Records(dns.Question{Name: name, Qtype: qtype}); len(got) != 5 {
				t.Errorf("%s, type %d: %d records, want 5", name, qtype, len(got))
			}
		}
	}
	if got := z.Records(dns.Question{Name: enumeration, Qtype: dns.TypePTR}); len(got) != 1 {
		t.Errorf("enumeration: %v", got)
	}
	if got := z.Records(dns.Question{Name: "_http._tcp.local.", Qtype: dns.TypeANY}); got != nil {
		t.Errorf("another service: %v", got)
	}
}

func TestBelievable(t *testing.T) {
	lan := Interface{Name: "eth0"}
	lo := Interface{Name: "lo", Flags: loopbackFlags}
	local := []netip.Prefix{netip.MustParsePrefix("131.130.1.0/24")}
	for _, c := range []struct {
		addr string
		card Interface
		want bool
	}{
		{"10.0.0.1", lan, true}, {"fd00::1", lan, true}, {"fe80::1%eth0", lan, true}, {"169.254.1.1", lan, true},
		{"131.130.1.7", lan, true}, {"127.0.0.1", lo, true},
		{"131.130.2.7", lan, false}, {"8.8.8.8", lan, false}, {"2001:db8::1", lan, false}, {"fe80::1", lan, false},
		{"127.0.0.1", lan, false}, {"::1", lan, false}, {"0.0.0.0", lan, false}, {"224.0.0.251", lan, false},
		{"255.255.255.255", lan, false},
	} {
		if got := believable(ip(c.addr), c.card, local); got != c.want {
			t.Errorf("%s on %s: %v, want %v", c.addr, c.card.Name, got, c.want)
		}
	}
}

func TestOverheard(t *testing.T) {
	card := Interface{Index: 3, Name: "eth0", Addrs: []netip.Prefix{netip.MustParsePrefix("10.0.0.2/24")}}
	m := newMDNSWay(New(Config{Signer: signerOf("Bo")}), instance{9}, []Interface{card})
	ear := earKey{index: 3, name: "eth0", four: true}
	r := recordOf("Lab")
	r.addrs = append(r.addrs, ip("fe80::1"), ip("127.0.0.1"), ip("8.8.8.8"))
	hear := func(rrs []dns.RR) listing {
		packet, err := response(flushed(rrs)).Pack()
		if err != nil {
			t.Fatal(err)
		}
		heard, err := m.overheard(packet, ear)
		if err != nil {
			t.Fatal(err)
		}
		return heard
	}
	got := hear(records(r, 7678, recordTTL))
	if len(got.seen) != 1 || fmt.Sprint(got.seen[0].addrs) != "[10.0.0.1 fd00::1 fe80::1%eth0]" || got.seen[0].port != 7678 {
		t.Errorf("announcement heard as %+v", got)
	}
	if got := hear(records(r, 7678, 0)); len(got.gone) != 1 || got.gone[0] != (key{r.host, r.room}) || len(got.seen) != 0 {
		t.Errorf("goodbye heard as %+v", got)
	}
	r.by = m.by
	if got := hear(records(r, 7678, recordTTL)); len(got.seen)+len(got.gone) != 0 {
		t.Errorf("our own announcement heard as %+v", got)
	}
}

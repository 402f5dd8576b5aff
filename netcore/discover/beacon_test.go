package discover

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"

	"landline/netcore/chat"
)

// golden is the beacon in testdata/beacon.hex.
func golden() (Signer, beaconBody) {
	h := Hosting{Room: roomOf("0123456789abcdef"), Name: "Front desk", HostName: "Ada", Port: 7678, People: 4}
	b := bodies(true, []Hosting{h}, []chat.RoomID{roomOf("fedcba9876543210")})[0]
	b.Seq, b.By = 7, []byte("instance")
	return signerOf("golden"), b
}

func TestBeaconBytes(t *testing.T) {
	text, err := os.ReadFile("testdata/beacon.hex")
	if err != nil {
		t.Fatal(err)
	}
	want, err := hex.DecodeString(strings.Join(strings.Fields(string(text)), ""))
	if err != nil {
		t.Fatal(err)
	}
	if got := seal(golden()); !bytes.Equal(got, want) {
		t.Errorf("beacon\n%x\nwant\n%x", got, want)
	}
	b, err := open(want)
	if err != nil {
		t.Fatal(err)
	}
	signer, _ := golden()
	room := Hosting{Room: roomOf("0123456789abcdef"), Name: "Front desk", HostName: "Ada", Port: 7678, People: 4}
	if b.host != hostOf(signer.Public()) || b.by != instance([]byte("instance")) || b.seq != 7 || !b.hello ||
		len(b.rooms) != 1 || b.rooms[0] != room || len(b.gone) != 1 || b.gone[0] != roomOf("fedcba9876543210") {
		t.Errorf("opened as %+v", b)
	}
}

func TestEverySingleBitCounts(t *testing.T) {
	packet := seal(golden())
	for bit := range len(packet) * 8 {
		flipped := bytes.Clone(packet)
		flipped[bit/8] ^= 1 << (bit % 8)
		if _, err := open(flipped); err == nil {
			t.Errorf("bit %d can be flipped", bit)
		}
	}
	for n := range packet {
		if _, err := open(packet[:n]); err == nil {
			t.Errorf("%d bytes of the packet are enough", n)
		}
	}
}

func TestOutOfBoundsIsRefused(t *testing.T) {
	long := strings.Repeat("x", chat.MaxName+1)
	for name, change := range map[string]func(*beaconBody){
		"no number":          func(b *beaconBody) { b.Seq = 0 },
		"short instance":     func(b *beaconBody) { b.By = b.By[1:] },
		"short room id":      func(b *beaconBody) { b.Rooms[0].ID = b.Rooms[0].ID[1:] },
		"long room id":       func(b *beaconBody) { b.Rooms[0].ID = append(b.Rooms[0].ID, 0) },
		"short goodbye":      func(b *beaconBody) { b.Gone[0] = b.Gone[0][1:] },
		"no port":            func(b *beaconBody) { b.Rooms[0].Port = 0 },
		"too many people":    func(b *beaconBody) { b.Rooms[0].People = maxPeople + 1 },
		"no name":            func(b *beaconBody) { b.Rooms[0].Name = "" },
		"long name":          func(b *beaconBody) { b.Rooms[0].Name = long },
		"control characters": func(b *beaconBody) { b.Rooms[0].Name = "a\x1b[31m" },
		"turned name":        func(b *beaconBody) { b.Rooms[0].HostName = "a\u202eb" },
		"long packet": func(b *beaconBody) {
			for range 60 {
				b.Gone = append(b.Gone, b.Gone[0])
			}
		},
	} {
		signer, b := golden()
		change(&b)
		if _, err := open(seal(signer, b)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// TestNamesOfOlderPrograms holds that a room is found, and told of, that has a name
// of before chat.CleanName refused all that is not drawn.
func TestNamesOfOlderPrograms(t *testing.T) {
	const older = "Khmer\u17b5"
	signer, b := golden()
	b.Rooms[0].Name, b.Rooms[0].HostName = older, older
	got, err := open(seal(signer, b))
	if err != nil || got.rooms[0].Name != older || got.rooms[0].HostName != older {
		t.Errorf("opened as %+v, %v", got, err)
	}
	if err := New(Config{Signer: signer}).Announce(Hosting{Room: roomOf("0123456789abcdef"), Name: older, HostName: older, Port: 7678}); err != nil {
		t.Error(err)
	}
}

func FuzzOpenBeacon(f *testing.F) {
	f.Add(seal(golden()))
	f.Add([]byte(beaconMagic))
	f.Fuzz(func(t *testing.T, packet []byte) {
		b, err := open(packet)
		if err != nil {
			return
		}
		for _, h := range b.rooms {
			if name, err := chat.HeardName(h.Name); err != nil || name != h.Name || h.Port == 0 {
				t.Errorf("accepted %+v", h)
			}
		}
	})
}

func TestBodiesFitTheirPackets(t *testing.T) {
	signer := signerOf("Ada")
	var rooms []Hosting
	for i := range maxPerIdentity {
		name := fmt.Sprintf("%064d", i)
		rooms = append(rooms, Hosting{Room: roomOf(name[48:]), Name: name, HostName: name, Port: 65535, People: maxPeople, Locked: true})
	}
	var gone []chat.RoomID
	for range maxPerIdentity {
		gone = append(gone, chat.NewRoomID())
	}
	told, left := 0, 0
	for _, b := range bodies(true, rooms, gone) {
		b.Seq, b.By = 1<<63, make([]byte, 8)
		packet := seal(signer, b)
		if len(packet) > maxBeacon {
			t.Errorf("a packet of %d bytes", len(packet))
		}
		opened, err := open(packet)
		if err != nil {
			t.Fatal(err)
		}
		told += len(opened.rooms)
		left += len(opened.gone)
	}
	if told != len(rooms) || left != len(gone) {
		t.Errorf("%d rooms and %d goodbyes told, want %d and %d", told, left, len(rooms), len(gone))
	}
}

package netcore_test

import (
	"errors"
	"strings"
	"testing"

	"landline/netcore"
	"landline/netcore/chat"
)

// What the invitations of these tests lead to, and how it is written.
const (
	roomText = "000102030405060708090a0b0c0d0e0f"
	keyText  = "ff000000000000000000000000000000000000000000000000000000000000aa"
	ids      = "/?room=" + roomText + "&key=" + keyText
)

var (
	invitedRoom = chat.RoomID{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
	invitedKey  = chat.MemberID{0: 0xff, 31: 0xaa}
)

func TestParseInvitation(t *testing.T) {
	for _, test := range []struct {
		text, host string
		port       uint16
		name       string
		written    string // where it is not text
	}{
		{"landline://192.168.1.20" + ids, "192.168.1.20", 7678, "", ""},
		{"landline://192.168.1.20:9000" + ids, "192.168.1.20", 9000, "", ""},
		{"landline://lab.local:9000" + ids + "&name=Front%20desk", "lab.local", 9000, "Front desk", ""},
		{"landline://[2001:db8::5]:9000" + ids, "2001:db8::5", 9000, "", ""},
		{"landline://[2001:db8::5]" + ids, "2001:db8::5", 7678, "", ""},
		{"landline://lab" + ids + "&name=a%2Bb%26c%3Dd%23%3F%25", "lab", 7678, "a+b&c=d#?%", ""},
		{"landline://lab" + ids + "&name=%E5%B1%B1%E7%94%B0", "lab", 7678, "山田", ""},
		{"landline://lab" + ids + "&name=Khmer%E1%9E%B5", "lab", 7678, "Khmer\u17b5", ""}, // of an older program

		{" landline://lab" + ids + "\n", "lab", 7678, "", "landline://lab" + ids},
		{"LANDLINE://Lab.Local" + ids, "lab.local", 7678, "", "landline://lab.local" + ids},
		{"landline://lab:7678" + ids, "lab", 7678, "", "landline://lab" + ids},
		{"landline://[::ffff:10.0.0.1]" + ids, "10.0.0.1", 7678, "", "landline://10.0.0.1" + ids},
		{"landline://lab" + strings.Replace(ids, "/", "", 1), "lab", 7678, "", "landline://lab" + ids},
		{"landline://lab/?key=" + keyText + "&room=" + roomText, "lab", 7678, "", "landline://lab" + ids},
		{"landline://lab/?room=" + strings.ToUpper(roomText) + "&key=" + strings.ToUpper(keyText), "lab", 7678, "", "landline://lab" + ids},
		{"landline://lab" + ids + "&name=", "lab", 7678, "", "landline://lab" + ids},
		{"landline://lab" + ids + "&name=+Front++desk", "lab", 7678, "Front desk", "landline://lab" + ids + "&name=Front%20desk"},
		{"landline://lab" + ids + "&v=2&v=3#later", "lab", 7678, "", "landline://lab" + ids},
		{"landline://k%C3%BCche.local" + ids, "küche.local", 7678, "", ""},
	} {
		got, err := netcore.ParseInvitation(test.text)
		want := netcore.Invitation{
			Target: netcore.Target{Host: test.host, Port: test.port},
			Room:   invitedRoom, Key: invitedKey, Name: test.name,
		}
		if test.written == "" {
			test.written = test.text
		}
		if err != nil || got != want {
			t.Errorf("%q gives %+v, %v, want %+v", test.text, got, err, want)
		} else if got.String() != test.written {
			t.Errorf("%q is written %q, want %q", test.text, got, test.written)
		}
		if !netcore.IsInvitation(test.text) {
			t.Errorf("%q is not taken for an invitation", test.text)
		}
	}
}

func TestParseInvitationRefuses(t *testing.T) {
	for _, test := range []struct{ text, reason string }{
		{"", "begins with landline://"},
		{"lab", "begins with landline://"},
		{"http://lab" + ids, "begins with landline://"},
		{"landline:lab" + ids, "address is missing"},
		{"landline:///?room=" + roomText, "address is missing"},
		{"landline://" + ids, "address is missing"},
		{"landline://lab:0" + ids, `"0" is not a port`},
		{"landline://lab:70000" + ids, `"70000" is not a port`},
		{"landline://lab:" + ids, "port is missing"},
		{"landline://::1" + ids, "in brackets"},
		{"landline://192.168.1.256" + ids, "no IPv4 address"},
		{"landline://[fe80::1%25eth0]" + ids, "has a zone"},
		{"landline://[fe80::1%eth0]" + ids, "no link"},
		{"landline://you@lab" + ids, "do not trust it"},
		{"landline://lab/room" + ids, `not "/room/"`},
		{"landline://lab", "room= is missing"},
		{"landline://lab/?room=" + roomText, "key= is missing"},
		{"landline://lab/?key=" + keyText, "room= is missing"},
		{"landline://lab/?room=" + roomText[1:] + "&key=" + keyText, `room="` + roomText[1:] + `" does not name the room`},
		{"landline://lab/?room=" + roomText + "&key=" + keyText[1:], "does not name the host's key"},
		{"landline://lab/?room=" + strings.Repeat("0", 32) + "&key=" + keyText, "does not name the room"},
		{"landline://lab/?room=" + roomText + "&key=" + strings.Repeat("0", 64), "does not name the host's key"},
		{"landline://lab/?room=" + strings.Repeat("g", 32) + "&key=" + keyText, "does not name the room"},
		{"landline://lab" + ids + "&room=" + roomText, "room= stands in it twice"},
		{"landline://lab" + ids + "&key=" + keyText, "key= stands in it twice"},
		{"landline://lab" + ids + "&name=a&name=b", "name= stands in it twice"},
		{"landline://lab" + ids + "&name=%00", "name in it cannot be used"},
		{"landline://lab" + ids + "&name=" + strings.Repeat("n", 65), "at most 64 bytes"},
		{"landline://lab" + ids + "&name=%FF", "valid UTF-8"},
		{"landline://lab" + ids + "&name=%zz", "damaged"},
		{"landline://lab" + ids + "\x00", "no link"},
		{"landline://lab" + ids + "&x=" + strings.Repeat("x", 2048), "longer than 2048 bytes"},
	} {
		got, err := netcore.ParseInvitation(test.text)
		var refused *netcore.InvitationError
		if !errors.As(err, &refused) || !strings.Contains(refused.Reason, test.reason) {
			t.Errorf("%.80q gives %+v, %v, want an InvitationError with %q", test.text, got, err, test.reason)
		} else if len(err.Error()) > 1000 {
			t.Errorf("%.80q: the error takes %d bytes", test.text, len(err.Error()))
		}
	}
}

// TestInvitationWithZone has the zone left out of a link: it means nothing to
// whoever gets it.
func TestInvitationWithZone(t *testing.T) {
	i := netcore.Invitation{Target: netcore.Target{Host: "fe80::1%eth0", Port: 7678}, Room: invitedRoom, Key: invitedKey}
	if got, want := i.String(), "landline://[fe80::1]"+ids; got != want {
		t.Errorf("written %q, want %q", got, want)
	}
}

func TestIsInvitation(t *testing.T) {
	for text, want := range map[string]bool{
		"landline://lab": true, " Landline://lab/": true, "landline:///": true,
		"landline": false, "landline:7678": false, "lab:7678": false, "http://lab": false, "": false,
	} {
		if got := netcore.IsInvitation(text); got != want {
			t.Errorf("IsInvitation(%q) = %v", text, got)
		}
	}
}

// FuzzParseInvitation holds that what is read and written is read the same
// again.
func FuzzParseInvitation(f *testing.F) {
	for _, seed := range []string{
		"landline://192.168.1.20:9000" + ids + "&name=Front%20desk",
		"landline://[2001:db8::5]" + ids, "landline://[fe80::1%25eth0]" + ids,
		"landline://K%C3%9CCHE." + ids + "&name=%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80",
		"landline://you@lab" + ids, "landline:lab" + ids, "landline://lab" + ids + "&room=1;name=2", "landline://\u3000lab" + ids,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		first, err := netcore.ParseInvitation(text)
		if err != nil {
			return
		}
		if first.Target.Host == "" || first.Target.Port == 0 || first.Room.IsZero() || first.Key.IsZero() {
			t.Fatalf("%q gives %+v", text, first)
		}
		again, err := netcore.ParseInvitation(first.String())
		if err != nil || again != first {
			t.Fatalf("%q gives %+v, written %q, read again %+v, %v", text, first, first, again, err)
		}
	})
}

func TestInvitationToALine(t *testing.T) {
	line := chat.Cursor{Epoch: chat.Epoch{1, 2}, Seq: 42}
	whole := "landline://lab" + ids + "&name=Lab&line=0102000000000000-42"
	i, err := netcore.ParseInvitation(whole)
	if err != nil || i.Line != line || i.String() != whole {
		t.Errorf("%+v, %v, written %q", i, err, i)
	}
	for _, mark := range []string{"", "42", "-42", "0102-42", "0102000000000000-0", "0000000000000000-42", "0102000000000000--1", "0102000000000000-42-1"} {
		if i, err := netcore.ParseInvitation("landline://lab" + ids + "&line=" + mark); err != nil || i.Line != (chat.Cursor{}) {
			t.Errorf("line=%s gives %+v, %v", mark, i.Line, err)
		}
	}
	if _, err := netcore.ParseInvitation(whole + "&line=0102000000000000-43"); err == nil {
		t.Error("takes two lines")
	}
}

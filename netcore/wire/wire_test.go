package wire_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

var (
	ada    = chat.MemberID(bytes.Repeat([]byte{0xAD}, 32))
	bo     = chat.MemberID(bytes.Repeat([]byte{0xB0}, 32))
	room   = chat.RoomID(bytes.Repeat([]byte{0x12}, 16))
	line   = chat.MessageID(bytes.Repeat([]byte{0x34}, 16))
	epoch  = chat.Epoch(bytes.Repeat([]byte{0x56}, 8))
	frames = []struct {
		name  string
		frame wire.Frame
	}{
		{"hello", wire.Hello{Oldest: 1, Newest: 1, Program: "landline 0.1.0", Name: "Bo", Epoch: epoch, Seq: 7, History: 50, Capabilities: []uint64{wire.Receipts}, ID: line}},
		{"welcome", wire.Welcome{Version: 1, Program: "landline 0.1.0", Room: room, RoomName: "Lab", Epoch: epoch, Head: 9, After: 7, Name: "Bo", Members: 2, Capabilities: []uint64{wire.Receipts}, First: 1, Resumed: true}},
		{"members", wire.Members{List: []wire.Member{{ID: ada, Name: "Ada", Host: true}, {ID: bo, Name: "Bo"}}}},
		{"refused", wire.Refused{Code: chat.RoomFull, Detail: "the room is full"}},
		{"say", wire.Say{ID: line, Text: "Hello, Lab"}},
		{"said", wire.Said{Seq: 8, ID: line, From: bo, Name: "Bo", Text: "Hello, Lab", Millis: 1793275200123}},
		{"accepted", wire.Accepted{ID: line, Seq: 8}},
		{"declined", wire.Declined{ID: line, Code: chat.TextTooLong}},
		{"joined", wire.Joined{Member: wire.Member{ID: bo, Name: "Bo"}}},
		{"left", wire.Left{Member: wire.Member{ID: bo, Name: "Bo"}}},
		{"ping", wire.Ping{Token: 1}},
		{"pong", wire.Pong{Token: 1}},
		{"bye", wire.Bye{}},
		{"fetch", wire.Fetch{Where: chat.Before, Seq: 9, Limit: 100}},
		{"page", wire.Page{Where: chat.Before, Seq: 9, Limit: 100, First: 8, List: []wire.Said{
			{Seq: 8, ID: line, From: bo, Name: "Bo", Text: "Hello, Lab", Millis: 1793275200123},
		}}},
		{"have", wire.Have{Seq: 8}},
		{"received", wire.Received{List: []wire.Receipt{{ID: ada, Seq: 8}, {ID: bo, Seq: 7}}}},
		{"reply", wire.Say{ID: line, Text: "Hello, Bo", AboutSeq: 8, AboutID: line}},
		{"ban", wire.Say{ID: line, Text: "Bo", Act: chat.Ban, Whom: bo, For: 3_600_000}},
		{"banned", wire.Said{Seq: 9, ID: line, From: ada, Name: "Ada", Text: "Bo", Millis: 1793275200123, Act: chat.Ban, Whom: bo, For: 3_600_000}},
		{"edited", wire.Said{Seq: 8, ID: line, From: bo, Name: "Bo", Text: "Hello, Ada", Millis: 1793275200123, Edited: true}},
		{"erased", wire.Said{Seq: 8, ID: line, From: bo, Name: "Bo", Millis: 1793275200123, Act: chat.Erased}},
		{"rules", wire.Rules{Topic: "Lunch", Slow: 10_000, Locked: true, Moderators: []chat.MemberID{ada},
			Muted: []wire.Sentence{{Whom: bo, Name: "Bo", Millis: 1793275200123}}, Banned: []wire.Sentence{{Whom: bo, Name: "Bo"}}}},
		{"wanted", wire.Wanted{}},
		{"share", wire.Share{Share: bytes.Repeat([]byte{0x78}, 32)}},
		{"confirm", wire.Confirm{Tag: bytes.Repeat([]byte{0x9a}, 64)}},
		{"twice", wire.Twice{Member: wire.Member{ID: bo, Name: "Bo"}}},
		{"present", wire.Present{Presence: 1, Words: "At lunch", Hue: 210}},
		{"presented", wire.Presented{List: []wire.Standing{{ID: ada, Presence: 3}, {ID: bo, Presence: 1, Words: "At lunch", Hue: 210}}}},
		{"types", wire.Types{}},
		{"typing", wire.Typing{Member: wire.Member{ID: bo, Name: "Bo"}}},
		{"rename", wire.Rename{Name: "Bob"}},
		{"reach", wire.Reach{Port: 7678}},
		{"reached", wire.Reached{Port: 7678, Outcome: uint64(chat.NoAnswer), Address: "192.168.1.21"}},
	}
)

// TestGolden reads the frames that PROTOCOL.md shows: page and code change
// together or not at all.
func TestGolden(t *testing.T) {
	page, err := os.ReadFile("../PROTOCOL.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```golden ([a-z]+)\n(.*?)```")
	golden := make(map[string][]byte)
	for _, m := range block.FindAllStringSubmatch(string(page), -1) {
		raw, err := hex.DecodeString(strings.Join(strings.Fields(m[2]), ""))
		if err != nil {
			t.Fatalf("%s: %v", m[1], err)
		}
		golden[m[1]] = raw
	}
	for _, tt := range frames {
		if got := wire.Append(nil, tt.frame); !bytes.Equal(got, golden[tt.name]) {
			t.Errorf("%s is\n%x\nbut PROTOCOL.md says\n%x", tt.name, got, golden[tt.name])
		}
		delete(golden, tt.name)
	}
	for name := range golden {
		t.Errorf("PROTOCOL.md shows a frame %q that no test knows", name)
	}
}

func TestRoundTrip(t *testing.T) {
	var stream []byte
	for _, tt := range frames {
		stream = wire.Append(stream, tt.frame)
	}
	r := wire.NewReader(bytes.NewReader(stream))
	for _, tt := range frames {
		got, err := r.Next()
		if err != nil || !reflect.DeepEqual(got, tt.frame) {
			t.Errorf("%s came back as %+v, %v", tt.name, got, err)
		}
	}
	if _, err := r.Next(); err != io.EOF {
		t.Errorf("the end of the stream is %v", err)
	}
}

func TestMessageRoundTrip(t *testing.T) {
	plain := chat.Message{Seq: 3, ID: line, From: ada, Name: "Ada", Text: "text", At: time.UnixMilli(1793275200123).UTC()}
	for _, deed := range []chat.Deed{
		{}, {Edited: true, About: chat.Ref{Seq: 2, ID: line}}, {Act: chat.Erased}, {Act: chat.Ban, Whom: bo, For: chat.MaxFor},
	} {
		m := plain
		m.Deed = deed
		if got := wire.SaidOf(m).Message(); got != m {
			t.Errorf("%+v came back as %+v", m, got)
		}
		deed.Edited = false // which no member tells
		if got := wire.SayOf(line, "text", deed).Deed(); got != deed {
			t.Errorf("%+v came back as %+v", deed, got)
		}
	}
	secret := plain
	secret.Addrs = "10.0.0.66"
	if got := wire.SaidOf(secret).Message(); got != plain {
		t.Errorf("with its addresses a message came back as %+v", got)
	}
}

// TestSizeIsCheckedFirst hands the reader a header that announces 4 GiB. The
// test would not survive taking that memory, but proves it by the counter.
func TestSizeIsCheckedFirst(t *testing.T) {
	for _, size := range []uint32{0, wire.MaxHello + 1, 1 << 31, 1<<32 - 1} {
		header := binary.BigEndian.AppendUint32(nil, size)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := wire.NewReader(io.MultiReader(bytes.NewReader(header), neverEnding{})).Next()
		runtime.ReadMemStats(&after)
		var bad *wire.SizeError
		if !errors.As(err, &bad) || bad.Size != size {
			t.Errorf("a frame of %d bytes: %v", size, err)
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 64*1024 {
			t.Errorf("a frame of %d bytes took %d bytes of memory", size, grown)
		}
	}
}

type neverEnding struct{}

func (neverEnding) Read(b []byte) (int, error) { return len(b), nil }

func TestWidenedReader(t *testing.T) {
	large := wire.Append(nil, wire.Say{ID: line, Text: strings.Repeat("x", chat.MaxText)})
	if _, err := wire.NewReader(bytes.NewReader(large)).Next(); err == nil {
		t.Error("a stranger's frame of 8 KiB was read")
	}
	r := wire.NewReader(bytes.NewReader(large))
	r.Widen()
	if _, err := r.Next(); err != nil {
		t.Errorf("a member's frame of 8 KiB was not: %v", err)
	}
}

func TestCutFrames(t *testing.T) {
	whole := wire.Append(nil, frames[0].frame)
	for n := 1; n < len(whole); n++ {
		if _, err := wire.NewReader(bytes.NewReader(whole[:n])).Next(); err != io.ErrUnexpectedEOF {
			t.Fatalf("after %d of %d bytes: %v", n, len(whole), err)
		}
	}
}

func TestDecode(t *testing.T) {
	deep := "0e" + strings.Repeat("81", 5000) + "00"
	tests := []struct {
		name, payload string
		want          wire.Frame // nil for a *DecodeError
	}{
		{"an unknown kind is skipped", "1901f4 a1 01 63 616263", wire.Unknown{Number: 500}},
		{"an unknown key is ignored", "0b a2 01 07 18 63 f5", wire.Ping{Token: 7}},
		{"a missing key is zero", "0b a0", wire.Ping{}},
		{"a port that is none", "181c a1 01 1a 00010000", nil},
		{"nothing", "", nil},
		{"no body", "0b", nil},
		{"a kind that is no number", "61 61 a0", nil},
		{"a negative kind", "20 a0", nil},
		{"a body that is no map", "0b 07", nil},
		{"bytes behind the body", "0b a1 01 07 00", nil},
		{"a key twice", "0b a2 01 07 01 08", nil},
		{"a map without a length", "0b bf 01 07 ff", nil},
		{"a tag", "0b c1 a1 01 07", nil},
		{"text that is not UTF-8", "05 a2 01 50 34343434343434343434343434343434 02 61 ff", nil},
		{"a short id", "05 a2 01 4f 343434343434343434343434343434 02 61 61", nil},
		{"an id that is text", "05 a1 01 61 61", nil},
		{"an array longer than its bytes", "03 a1 01 9a ffffffff", nil},
		{"a text longer than its bytes", "05 a1 02 7a ffffffff", nil},
		{"an unknown kind, deeply nested", deep, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			payload, err := hex.DecodeString(strings.ReplaceAll(tt.payload, " ", ""))
			if err != nil {
				t.Fatal(err)
			}
			got, err := wire.Decode(payload)
			var bad *wire.DecodeError
			switch {
			case tt.want == nil && !errors.As(err, &bad):
				t.Errorf("got %+v, %v; want a *DecodeError", got, err)
			case tt.want != nil && (err != nil || !reflect.DeepEqual(got, tt.want)):
				t.Errorf("got %+v, %v; want %+v", got, err, tt.want)
			}
		})
	}
}

func TestStatus(t *testing.T) {
	s := chat.Status{Presence: chat.Away, Words: "At lunch", Hue: 210}
	if got := wire.PresentOf(s).Status(); got != s {
		t.Errorf("told to the host %+v became %+v", s, got)
	}
	if got := wire.StandingOf(bo, s); got.Status() != s || got.ID != bo {
		t.Errorf("told by the host %+v became %+v", s, got)
	}
	strange := wire.Present{Presence: 1<<40 + uint64(chat.Away), Hue: 1<<40 + 210}.Status()
	if strange.Presence != chat.Online || strange.Hue <= 360 {
		t.Errorf("a presence and a hue of no program became %+v", strange)
	}
	var full wire.Presented
	for range wire.StandingsPerFrame {
		full.List = append(full.List, wire.StandingOf(bo, chat.Status{Presence: chat.Hidden, Words: strings.Repeat("x", chat.MaxStatus), Hue: 360}))
	}
	if size := len(wire.Append(nil, full)) - 4; size > wire.MaxFrame { // Append would have panicked
		t.Errorf("a full frame has %d bytes", size)
	}
}

// FuzzDecode reads any bytes; what can be read is written and read again, and
// must be the same.
func FuzzDecode(f *testing.F) {
	for _, tt := range frames {
		f.Add(wire.Append(nil, tt.frame)[4:])
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		if len(payload) > wire.MaxFrame {
			return
		}
		first, err := wire.Decode(payload)
		if err != nil {
			return
		}
		if _, unknown := first.(wire.Unknown); unknown {
			return
		}
		again, err := wire.Decode(wire.Append(nil, first)[4:])
		// An empty list comes back as none, which is printed alike.
		if err != nil || fmt.Sprintf("%T%+v", first, first) != fmt.Sprintf("%T%+v", again, again) {
			t.Fatalf("%+v came back as %+v, %v", first, again, err)
		}
	})
}

// FuzzReader reads any stream to its end.
func FuzzReader(f *testing.F) {
	var stream []byte
	for _, tt := range frames {
		stream = wire.Append(stream, tt.frame)
	}
	f.Add(stream)
	f.Add([]byte("GET / HTTP/1.1\r\n\r\n"))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, stream []byte) {
		r := wire.NewReader(bytes.NewReader(stream))
		r.Widen()
		for range len(stream) + 1 {
			if _, err := r.Next(); err != nil {
				return
			}
		}
		t.Fatalf("%d bytes held more than %d frames", len(stream), len(stream))
	})
}

func BenchmarkAppendSaid(b *testing.B) {
	f := wire.Said{Seq: 8, ID: line, From: bo, Name: "Bo", Text: strings.Repeat("x", 100), Millis: 1793275200123}
	for b.Loop() {
		wire.Append(nil, f)
	}
}

func BenchmarkDecodeSaid(b *testing.B) {
	payload := wire.Append(nil, wire.Said{Seq: 8, ID: line, From: bo, Name: "Bo", Text: strings.Repeat("x", 100), Millis: 1})[4:]
	for b.Loop() {
		if _, err := wire.Decode(payload); err != nil {
			b.Fatal(err)
		}
	}
}

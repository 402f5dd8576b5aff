package wire

import (
	"bytes"
	"math"
	"reflect"
	"strings"
	"testing"

	"landline/netcore/chat"
)

var (
	someID = chat.MessageID(bytes.Repeat([]byte{0x34}, 16))
	bo     = chat.MemberID(bytes.Repeat([]byte{0xB0}, 32))
)

// byCodec is Decode without the short way of plain lines.
func byCodec(payload []byte) (Frame, error) {
	var kind Kind
	body, err := decMode.UnmarshalFirst(payload, &kind)
	if err != nil {
		return nil, err
	}
	return decodeBody(kind, body)
}

// TestLines writes and reads lines of every length that CBOR writes in another
// way, and compares with the codec.
func TestLines(t *testing.T) {
	for _, n := range []int{0, 1, 23, 24, 255, 256, 16_000} {
		for _, number := range []uint64{0, 23, 24, 255, 256, 65_535, 65_536, math.MaxUint32, math.MaxUint32 + 1, math.MaxInt64} {
			text := strings.Repeat("x", n)
			said := Said{Seq: number, ID: someID, From: bo, Name: text[:n/256], Text: text, Millis: int64(number)}
			want := appendPayload(nil, said)
			got := AppendSaid([]byte("before"), said)
			if !bytes.Equal(got[len("before")+headerSize:], want) || !bytes.Equal(got, Append([]byte("before"), said)) {
				t.Fatalf("%d bytes, number %d: % x, want % x", n, number, got, want)
			}
			read(t, want, said)
			say := Say{ID: someID, Text: text, Heard: number}
			read(t, appendPayload(nil, say), say)
		}
	}
}

func read(t *testing.T, payload []byte, want Frame) {
	t.Helper()
	if f, ok := decodeLine(payload); !ok || !reflect.DeepEqual(f, want) {
		t.Fatalf("the short way: %+v, %t; want %+v", f, ok, want)
	}
	if f, err := byCodec(payload); err != nil || !reflect.DeepEqual(f, want) {
		t.Fatalf("the codec: %+v, %v; want %+v", f, err, want)
	}
}

// TestNoPlainLine has the codec write what a plain line cannot be.
func TestNoPlainLine(t *testing.T) {
	said := Said{Seq: 8, ID: someID, From: bo, Name: "Bo", Text: "Hello", Millis: 1793275200123}
	for name, change := range map[string]func(*Said){
		"an act":       func(s *Said) { s.Act = chat.React },
		"about":        func(s *Said) { s.AboutSeq = 7 },
		"about an id":  func(s *Said) { s.AboutID = someID },
		"somebody":     func(s *Said) { s.Whom = bo },
		"for a while":  func(s *Said) { s.For = 1 },
		"edited":       func(s *Said) { s.Edited = true },
		"before there": func(s *Said) { s.Millis = -1 },
	} {
		t.Run(name, func(t *testing.T) {
			s := said
			change(&s)
			got := AppendSaid(nil, s)
			if !bytes.Equal(got, Append(nil, s)) {
				t.Errorf("% x, want % x", got, Append(nil, s))
			}
			f, err := Decode(got[headerSize:])
			if err != nil || !reflect.DeepEqual(f, s) {
				t.Errorf("%+v, %v; want %+v", f, err, s)
			}
		})
	}
}

// FuzzLine looks for payloads that the short way takes and the codec would not,
// or would take for something else.
func FuzzLine(f *testing.F) {
	say := appendPayload(nil, Say{ID: someID, Text: "Hello, Lab", Heard: 3})
	said := appendPayload(nil, Said{Seq: 8, ID: someID, From: bo, Name: "Bo", Text: "Hello, Lab", Millis: 1793275200123})
	for _, whole := range [][]byte{say, said} {
		f.Add(whole)
		f.Add(whole[:len(whole)-1])
		f.Add(append(bytes.Clone(whole), 0))
		f.Add(bytes.Replace(whole, []byte("Hello"), []byte("Hell\xff"), 1))
		f.Add(bytes.Replace(whole, []byte{0x02}, []byte{0x01}, 1))       // a key twice
		f.Add(bytes.Replace(whole, []byte{0x6a}, []byte{0x78, 0x0a}, 1)) // a length in two bytes
		f.Add(bytes.Replace(whole, []byte{0x6a}, []byte{0x7f}, 1))       // no length
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		short, ok := decodeLine(payload)
		if !ok {
			return
		}
		long, err := byCodec(payload)
		if err != nil || !reflect.DeepEqual(short, long) {
			t.Errorf("% x: %+v by the short way, by the codec %+v, %v", payload, short, long, err)
		}
	})
}

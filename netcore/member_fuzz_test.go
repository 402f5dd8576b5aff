package netcore_test

import (
	"crypto/tls"
	"encoding/binary"
	"io"
	"testing"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/wire"
)

// FuzzMember has a member send frames of any bytes. Whatever they are, the
// others go on hearing one another, and hear only what a client lets pass.
func FuzzMember(f *testing.F) {
	host, target := open(f, netcore.HostConfig{Limits: netcore.Limits{Rate: -1}})
	ada := join(f, target, netcore.ClientConfig{Name: "Ada"})
	bo := join(f, target, netcore.ClientConfig{Name: "Bo"})
	id, about := chat.NewMessageID(), chat.Ref{Seq: 1, ID: chat.NewMessageID()}
	for _, frames := range [][]wire.Frame{
		{wire.Say{ID: id, Text: "hello"}},
		{wire.Ping{Token: 1}, wire.Pong{Token: 1}, wire.Have{Seq: 1}, wire.Fetch{Where: chat.Before, Seq: 9, Limit: 9}, wire.Bye{}},
		{wire.SayOf(id, "changed", chat.Deed{Act: chat.Edit, About: about}), wire.SayOf(id, "", chat.Deed{Act: chat.Delete, About: about})},
		{wire.SayOf(id, "Ada", chat.Deed{Act: chat.Ban, Whom: host.Seats()[0].Member.ID}), wire.SayOf(id, "", chat.Deed{Act: 200})},
		{wire.Present{Presence: 1, Words: "At lunch", Hue: 210}, wire.Types{}, wire.Rename{Name: "Eva"}, wire.Say{ID: id, Text: "hello"}},
		{wire.Reach{Port: 7678}, wire.Present{Presence: 3, Words: "\u202eno"}},
		{wire.Presented{List: []wire.Standing{{Words: "no"}}}, wire.Typing{}, wire.Reached{Port: 1}},
		{wire.Said{Seq: 1, ID: id, Name: "Ada", Text: "no"}, wire.Wanted{}, wire.Share{}, wire.Hello{Oldest: 1, Newest: 1, Name: "again"}},
	} {
		var bytes []byte
		for _, frame := range frames {
			bytes = wire.Append(bytes, frame)
		}
		f.Add(bytes)
	}
	f.Add([]byte{0, 0, 0, 3, 0x18, 0xff, 0xa0})
	f.Add(doubled(wire.KindPing, wire.MaxFrame))
	eve := newIdentity(f).ClientTLS(chat.MemberID{}, netcore.ALPN)
	f.Fuzz(func(t *testing.T, sent []byte) {
		raw, err := host.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer raw.Close()
		conn := tls.Client(raw, eve)
		if _, err := conn.Write(wire.Append(nil, wire.Hello{Oldest: 1, Newest: 1, Name: "Eve"})); err != nil {
			t.Fatal(err)
		}
		heard := make(chan struct{})
		go func() {
			defer close(heard)
			_, _ = io.Copy(io.Discard, conn)
		}()
		if _, err := conn.Write(framed(sent)); err == nil {
			_, _ = conn.Write(wire.Append(nil, wire.Bye{}))
		}
		<-heard // the host ended it, by what was sent or by the goodbye

		said := chat.NewMessageID()
		if err := ada.Say(said, "still here"); err != nil {
			t.Fatal(err)
		}
		for next[chat.Said](t, bo).ID != said {
		}
		for next[chat.Said](t, ada).ID != said { // whose events nobody else reads
		}
	})
}

// FuzzHello begins a connection with any bytes in place of a hello. Whoever gets
// a seat for them is somebody that everybody can be told of.
func FuzzHello(f *testing.F) {
	host, target := open(f, netcore.HostConfig{})
	ada := join(f, target, netcore.ClientConfig{Name: "Ada"})
	for _, hello := range []wire.Frame{
		wire.Hello{Oldest: 1, Newest: 1, Name: "Eve"},
		wire.Hello{Oldest: 1, Newest: 9, Name: "Eve", Program: "x", Epoch: chat.NewEpoch(), Seq: 1 << 39, History: 1 << 62, ID: chat.NewMessageID(), Capabilities: []uint64{1, 2}},
		wire.Hello{Oldest: 7, Newest: 9, Name: "\u202eevE"},
		wire.Say{ID: chat.NewMessageID(), Text: "hello"},
	} {
		f.Add(wire.Append(nil, hello)[4:])
	}
	eve := newIdentity(f).ClientTLS(chat.MemberID{}, netcore.ALPN)
	f.Fuzz(func(t *testing.T, hello []byte) {
		if len(hello) == 0 || len(hello) > wire.MaxHello {
			return
		}
		raw, err := host.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer raw.Close()
		conn := tls.Client(raw, eve)
		if _, err := conn.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(hello))), hello...)); err != nil {
			t.Fatal(err)
		}
		in := wire.NewReader(conn)
		in.Widen()
		answer, err := in.Next()
		switch answer := answer.(type) {
		case wire.Welcome:
			if clean, err := chat.CleanName(answer.Name); err != nil || clean != answer.Name {
				t.Errorf("%q has a seat", answer.Name)
			}
			for next[chat.Joined](t, ada).Name != answer.Name {
			}
			_ = conn.Close()
			for next[chat.Left](t, ada).Name != answer.Name {
			}
		case wire.Refused:
		default:
			t.Errorf("the host answered %+v (%v)", answer, err)
		}
	})
}

// framed makes the lengths of frames right, as far as there are bytes: what is
// fuzzed is what frames hold, and in what order they come.
func framed(b []byte) (frames []byte) {
	for len(b) > 4 {
		n := min(int((binary.BigEndian.Uint32(b)-1)%wire.MaxFrame)+1, len(b)-4)
		frames = binary.BigEndian.AppendUint32(frames, uint32(n))
		frames = append(frames, b[4:4+n]...)
		b = b[4+n:]
	}
	return frames
}

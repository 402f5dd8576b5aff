package history

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"landline/netcore/chat"
)

// FuzzRecord reads anything as a line of a file: what is taken is what a room
// could have said, and comes out again as it was.
func FuzzRecord(f *testing.F) {
	const good = `{"room":"000102030405060708090a0b0c0d0e0f","room_name":"Lab","epoch":"0102030405060708","seq":7,` +
		`"id":"0f0e0d0c0b0a09080706050403020100","from":"00000000000000000000000000000000000000000000000000000000000000ff",` +
		`"name":"Ada","text":"two\nlines \u2028 <b>","at":"2026-11-21T12:00:00.123+01:00"}`
	f.Add([]byte(good))
	for _, more := range []string{
		`"act":"edit","about":{"seq":1,"id":"0f0e0d0c0b0a09080706050403020101"}}`, `"edited":true,"act":"line"}`,
		`"text":"Bo","act":"mute","whom":"00000000000000000000000000000000000000000000000000000000000000fe","for_ms":1000}`,
		`"text":"","act":"erased","edited":true}`, `"text":"","act":"slow","for_ms":1}`, `"text":"👍","act":"react","about":{"seq":6,"id":"01"}}`,
		`"act":"act 200","about":null,"for_ms":31622400000}`, `"act":"topic","text":""}`, `"about":{"seq":18446744073709551615}}`,
	} {
		f.Add([]byte(strings.TrimSuffix(good, "}") + "," + more))
	}
	f.Add([]byte(`{"seq":1e3}`))
	f.Add([]byte(`[]`))
	f.Add([]byte(`{"room":null,"Room":"","at":"9999-12-31T23:59:59.999999999Z"}`))
	if _, _, err := parseRecord([]byte(good)); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		r, m, err := parseRecord(line)
		if err != nil {
			return
		}
		name, nameErr := chat.CleanName(m.Name)
		if nameErr != nil || name != m.Name || chat.CheckEntry(m.Text, m.Deed) != nil || check(&m) != nil || m.Seq == 0 || m.Seq > maxSeq || m.At.UnixMilli() < 0 {
			t.Fatalf("%q was taken as %+v", line, m)
		}
		var b bytes.Buffer
		w := bufio.NewWriter(&b)
		p := &jsonPage{w: w, room: r.Room, name: r.RoomName, now: r.Epoch}
		p.line(m, nil)
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		again, m2, err := parseRecord(b.Bytes())
		if err != nil || m2 != m || again.Room != r.Room || again.Epoch != r.Epoch || again.RoomName != r.RoomName {
			t.Fatalf("%q was written as %q and read as %+v, %v", line, b.Bytes(), m2, err)
		}
	})
}

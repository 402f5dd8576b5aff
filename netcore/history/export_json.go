package history

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"
	"unicode/utf8"

	"landline/netcore/chat"
)

// record is one line of FormatJSON. Fields that are not known are ignored.
type record struct {
	Room     chat.RoomID    `json:"room"`
	RoomName string         `json:"room_name"`
	Epoch    chat.Epoch     `json:"epoch"`
	Seq      uint64         `json:"seq"`
	ID       chat.MessageID `json:"id"`
	From     chat.MemberID  `json:"from"`
	Name     string         `json:"name"`
	Text     string         `json:"text"`
	At       string         `json:"at"` // RFC 3339, UTC, milliseconds

	Act    string        `json:"act,omitempty"`    // chat.Act in a word; none for a line
	Edited bool          `json:"edited,omitempty"` // a line of which the text is not the first
	About  *recordRef    `json:"about,omitempty"`
	Whom   chat.MemberID `json:"whom,omitzero"`
	For    int64         `json:"for_ms,omitempty"`
}

// recordRef is a chat.Ref.
type recordRef struct {
	Seq uint64         `json:"seq"`
	ID  chat.MessageID `json:"id"`
}

// maxRecord bounds a record in bytes. A text takes six times its length where
// every byte is escaped.
const maxRecord = 64 << 10

const recordTime = "2006-01-02T15:04:05.000Z07:00"

// jsonPage writes a room as records, which need no dividers.
type jsonPage struct {
	w    *bufio.Writer
	room chat.RoomID
	name string
	now  chat.Epoch
}

func (p *jsonPage) begin()                        {}
func (p *jsonPage) life(epoch chat.Epoch, _ bool) { p.now = epoch }
func (p *jsonPage) missing(uint64)                {}
func (p *jsonPage) end()                          {}

func (p *jsonPage) line(m chat.Message, _ *chat.Message) bool {
	r := record{
		Room: p.room, RoomName: p.name, Epoch: p.now, Seq: m.Seq, ID: m.ID, From: m.From,
		Name: m.Name, Text: m.Text, At: m.At.UTC().Format(recordTime),
		Edited: m.Edited, Whom: m.Whom, For: m.For.Milliseconds(),
	}
	if m.Act != chat.Line {
		r.Act = m.Act.String()
	}
	if !m.About.IsZero() {
		r.About = &recordRef{m.About.Seq, m.About.ID}
	}
	out := json.NewEncoder(p.w)
	out.SetEscapeHTML(false)
	_ = out.Encode(r) // its error is the writer's, which keeps it
	return true
}

// parseRecord reads and checks one line of a file that anybody may have
// written.
func parseRecord(line []byte) (r record, m chat.Message, err error) {
	if len(line) > maxRecord {
		return r, m, fmt.Errorf("longer than %d bytes", maxRecord)
	}
	if !utf8.Valid(line) {
		return r, m, errors.New("not UTF-8")
	}
	if !bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("{")) {
		return r, m, errors.New("not a JSON object")
	}
	if err := json.Unmarshal(line, &r); err != nil {
		return r, m, err
	}
	if err := chat.CheckName(r.RoomName); err != nil {
		return r, m, fmt.Errorf("room_name: %w", err)
	}
	if err := chat.CheckName(r.Name); err != nil {
		return r, m, fmt.Errorf("name: %w", err)
	}
	at, err := r.check()
	if err != nil {
		return r, m, err
	}
	deed, err := r.deed()
	if err != nil {
		return r, m, err
	}
	return r, chat.Message{Seq: r.Seq, ID: r.ID, From: r.From, Name: r.Name, Text: r.Text, At: at, Deed: deed}, nil
}

// deed checks what the record does beside being said, and its text.
func (r *record) deed() (d chat.Deed, err error) {
	act, err := actOf(r.Act)
	if err != nil {
		return d, err
	}
	if limit := chat.MaxFor.Milliseconds(); r.For < 0 || r.For > limit {
		return d, fmt.Errorf("for_ms: %d is not between 0 and %d", r.For, limit)
	}
	d = chat.Deed{Act: act, Edited: r.Edited, Whom: r.Whom, For: time.Duration(r.For) * time.Millisecond}
	if r.About != nil {
		d.About = chat.Ref(*r.About)
	}
	if d.About.Seq >= r.Seq {
		return d, errors.New("about: what it is about comes no earlier")
	}
	return settled(d), chat.CheckEntry(r.Text, d)
}

// acts are the acts of this program and of newer ones, by their names.
var acts = func() map[string]chat.Act {
	all := make(map[string]chat.Act)
	for a := range math.MaxUint8 + 1 {
		all[chat.Act(a).String()] = chat.Act(a)
	}
	all[""] = chat.Line
	return all
}()

func actOf(name string) (chat.Act, error) {
	a, ok := acts[name]
	if !ok {
		return a, fmt.Errorf("act: none is called %.20q", name)
	}
	return a, nil
}

// check checks what no word is, and returns the time.
func (r *record) check() (at time.Time, err error) {
	switch {
	case r.Room.IsZero():
		return at, errors.New("room: missing")
	case r.Epoch.IsZero():
		return at, errors.New("epoch: missing")
	case r.ID.IsZero():
		return at, errors.New("id: missing")
	case r.From.IsZero():
		return at, errors.New("from: missing")
	case r.Seq == 0 || r.Seq > maxSeq:
		return at, fmt.Errorf("seq: %d is not between 1 and %d", r.Seq, uint64(maxSeq))
	}
	at, err = time.Parse(time.RFC3339Nano, r.At)
	if err != nil {
		return at, fmt.Errorf("at: %w", err)
	}
	if at = at.UTC().Truncate(time.Millisecond); at.Year() < 1970 || at.Year() > 9999 {
		return at, fmt.Errorf("at: the year %d", at.Year())
	}
	return at, nil
}

package app

import (
	"fmt"
	"strings"
	"time"

	"landline/netcore/chat"
	"landline/netcore/history"
)

// The objects of the commands on what was said before.
type (
	// hitLine is a line that search found. The last object is a searchedLine.
	hitLine struct {
		Event    string         `json:"event"` // hit
		Room     chat.RoomID    `json:"room"`
		RoomName string         `json:"room_name"`
		Epoch    chat.Epoch     `json:"epoch"`
		Seq      uint64         `json:"seq"`
		ID       chat.MessageID `json:"id"`
		From     chat.MemberID  `json:"from"`
		Name     string         `json:"name"`
		Text     string         `json:"text"`
		At       string         `json:"at"`
	}
	searchedLine struct {
		Event string `json:"event"` // searched
		Hits  int    `json:"hits"`
		More  bool   `json:"more"` // there are more than --limit
	}
	// keptLine is a room that is kept. First, head, gaps and at are of its newest
	// life, lines and bytes of all.
	keptLine struct {
		Event  string        `json:"event"` // room
		Room   chat.RoomID   `json:"room"`
		Name   string        `json:"name"`
		Epoch  chat.Epoch    `json:"epoch"`
		Host   chat.MemberID `json:"host,omitzero"` // the host's key, where it is known
		Hosted bool          `json:"hosted"`        // by this computer
		Lines  uint64        `json:"lines"`
		First  uint64        `json:"first"` // the oldest line; 0 where there is none
		Head   uint64        `json:"head"`  // the newest line
		Gaps   [][2]uint64   `json:"gaps"`  // lines between them that are not here, both ends included
		Bytes  int64         `json:"bytes"` // of text
		Keep   string        `json:"keep"`  // all, a number of days (30d) or a number of lines
		At     string        `json:"at,omitempty"`
	}
)

const objectTime = "2006-01-02T15:04:05.000Z07:00"

// hits prints what a search found.
func (p *printer) hits(list []history.Hit, more bool) {
	for _, h := range list { // all must be known before one can be called by name
		p.label(h.Message.From, h.Message.Name)
	}
	for _, h := range list {
		m := h.Message
		if p.json {
			p.object(hitLine{
				Event: "hit", Room: h.Room, RoomName: h.RoomName, Epoch: h.Epoch, Seq: m.Seq, ID: m.ID,
				From: m.From, Name: m.Name, Text: m.Text, At: m.At.Format(objectTime),
			})
			continue
		}
		p.out.print(fmt.Appendf(nil, "[%s] %s / %s: %s\n",
			m.At.Local().Format(time.DateTime), oneLine(h.RoomName), p.label(m.From, m.Name), manyLines(m.Text)), nil)
	}
	switch {
	case p.json:
		p.object(searchedLine{"searched", len(list), more})
	case len(list) == 0:
		p.sayf("Nothing was found.")
	case more:
		p.sayf("There is more. See --limit.")
	}
}

// room prints how a room is kept.
func (p *printer) room(r history.Room) {
	if p.json {
		line := keptLine{
			Event: "room", Room: r.ID, Name: r.Name, Epoch: r.Epoch, Host: r.Host, Hosted: r.Hosted, Lines: r.Lines,
			First: r.First, Head: r.Head, Gaps: r.Gaps, Bytes: r.Bytes, Keep: keepWords(r.Keep),
		}
		if line.Gaps == nil {
			line.Gaps = [][2]uint64{}
		}
		if !r.Newest.IsZero() {
			line.At = r.Newest.Format(objectTime)
		}
		p.object(line)
		return
	}
	parts := []string{countLines(r.Lines)}
	if r.Lines > 0 {
		parts = append(parts, fmt.Sprintf("numbers %d to %d", r.First, r.Head), gapWords(r.Gaps), size(r.Bytes))
	}
	parts = append(parts, keepSentence(r.Keep))
	if r.Hosted {
		parts = append(parts, "hosted here")
	}
	p.out.print(fmt.Appendf(nil, "%s: %s, id %s\n", oneLine(r.Name), strings.Join(parts, ", "), r.ID), nil)
}

func gapWords(gaps [][2]uint64) string {
	if len(gaps) == 0 {
		return "no gaps"
	}
	missing := uint64(0)
	for _, g := range gaps {
		missing += g[1] - g[0] + 1
	}
	return fmt.Sprintf("%s missing in %s", countLines(missing), countOf(len(gaps), "gap"))
}

// keepSentence says how long lines are kept.
func keepSentence(k history.Keep) string {
	switch days := int(k.Age / (24 * time.Hour)); {
	case k.Age > 0 && k.Lines > 0:
		return fmt.Sprintf("kept for %s, at most %s", countOf(days, "day"), countLines(k.Lines))
	case k.Age > 0:
		return "kept for " + countOf(days, "day")
	case k.Lines > 0:
		return "the newest " + countLines(k.Lines) + " kept"
	}
	return "kept for ever"
}

func countLines(n uint64) string { return countOf(int(n), "line") }

func countOf(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// size is a number of bytes as people read it.
func size(bytes int64) string {
	switch {
	case bytes < 1<<10:
		return fmt.Sprintf("%d bytes", bytes)
	case bytes < 1<<20:
		return fmt.Sprintf("%.1f KiB", float64(bytes)/(1<<10))
	case bytes < 1<<30:
		return fmt.Sprintf("%.1f MiB", float64(bytes)/(1<<20))
	}
	return fmt.Sprintf("%.1f GiB", float64(bytes)/(1<<30))
}

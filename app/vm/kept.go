package vm

import (
	"time"
	"unique"

	"landline/netcore/chat"
)

// kept is a settled Line as a transcript keeps it: a room may have a hundred
// thousand. An author is in memory once for all their lines, and what few lines
// have takes memory in those only. It has no State, Reason and Again, which are
// those of lines that are not settled.
type kept struct {
	key      LineKey
	seq      uint64 // its number; of a line that has none, that of the nearest one above it
	id       chat.MessageID
	text     string
	at       int64 // microseconds since 1970
	author   unique.Handle[author]
	rare     *rare // nil where it would be zero
	kind     LineKind
	act      chat.Act
	mine     bool
	edited   bool
	numbered bool // seq is its own
	heard    heardAs
}

// author is who said a line, and what they were called then.
type author struct {
	id   chat.MemberID
	name string
}

// rare is what few lines have.
type rare struct {
	about     chat.Ref
	whom      chat.MemberID
	by        string
	lasts     time.Duration
	reactions *Reactions
}

func keep(line Line) kept {
	k := kept{
		key: line.Key, seq: line.Seq, id: line.ID, text: line.Text, at: line.At.UnixMicro(),
		author: unique.Make(author{line.From, line.Name}),
		kind:   line.Kind, act: line.Act, mine: line.Mine, edited: line.Edited, numbered: line.Seq != 0,
	}
	if r := (rare{line.About, line.Whom, line.By, line.For, line.Reactions}); r != (rare{}) {
		k.rare = &r
	}
	return k
}

// line undoes keep. It tells the time in UTC, as logs do.
func (k *kept) line() Line {
	by := k.author.Value()
	line := Line{
		Key: k.key, ID: k.id, Text: k.text, At: time.UnixMicro(k.at).UTC(),
		From: by.id, Name: by.name,
		Kind: k.kind, Act: k.act, Mine: k.mine, Edited: k.edited,
	}
	if k.numbered {
		line.Seq = k.seq
	}
	if r := k.rare; r != nil {
		line.About, line.Whom, line.By, line.For, line.Reactions = r.about, r.whom, r.by, r.lasts, r.reactions
	}
	return line
}

// cost is the memory that the line takes, in bytes, roughly.
func (k *kept) cost() int {
	sum := lineCost + len(k.text)
	if k.rare != nil {
		sum += rareCost + len(k.rare.by) + k.rare.reactions.cost()
	}
	return sum
}

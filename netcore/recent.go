package netcore

import (
	"bytes"
	"slices"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// recentBytes bounds the encoded frames that a host keeps at hand, for members
// who come in or come back: they need no look into the log.
const recentBytes = 4 << 20

// recent is the newest part of a log as encoded frames.
type recent struct {
	head   uint64 // the number of the newest
	frames [][]byte
	edits  []uint64 // of each frame that is an Edit, the number of what it is about; 0 of others
	bytes  int
}

// first is the number of the oldest frame at hand; head+1 where there is none.
func (r *recent) first() uint64 { return r.head + 1 - uint64(len(r.frames)) }

// add encodes messages that follow head, and returns their frames as one piece.
func (r *recent) add(messages []chat.Message) []byte {
	n := 0
	chunk := encode(messages, func(frame []byte) {
		edit := uint64(0)
		if m := &messages[n]; m.Act == chat.Edit {
			edit = m.About.Seq
		}
		n++
		r.frames, r.edits = append(r.frames, frame), append(r.edits, edit)
		r.bytes += len(frame)
		r.head++
	})
	r.trim()
	return chunk
}

func (r *recent) trim() {
	for r.bytes > recentBytes {
		r.bytes -= len(r.frames[0])
		r.frames[0] = nil
		r.frames, r.edits = r.frames[1:], r.edits[1:]
	}
}

// revise encodes the frames once more that a message of the log has changed, as
// the log itself does (Log.Append).
func (r *recent) revise(m chat.Message) {
	switch m.Act {
	case chat.Edit:
		r.replace(m.About.Seq, chat.Line, func(old chat.Message) chat.Message { return old.Revised(m.Text) })
	case chat.Delete:
		r.replace(m.About.Seq, chat.Line, chat.Message.Erasure)
		for i, about := range r.edits {
			if about == m.About.Seq {
				r.replace(r.first()+uint64(i), chat.Edit, withoutText)
			}
		}
	}
	r.trim()
}

func withoutText(m chat.Message) chat.Message {
	m.Text = ""
	return m
}

// replace encodes the message seq anew, where it is at hand and an act. The old
// frame is left as it is: it may be on its way to somebody.
func (r *recent) replace(seq uint64, act chat.Act, change func(chat.Message) chat.Message) {
	if seq < r.first() || seq > r.head {
		return
	}
	frame := &r.frames[seq-r.first()]
	in := wire.NewReader(bytes.NewReader(*frame))
	in.Widen()
	f, err := in.Next()
	if old, ok := f.(wire.Said); err == nil && ok && old.Act == act {
		r.bytes -= len(*frame)
		*frame = wire.Append(nil, wire.SaidOf(change(old.Message())))
		r.bytes += len(*frame)
	}
}

// since returns the frames above after, as many as fit into max bytes, and at
// least one where there is one; ok is false where the next is not at hand. The
// list is the caller's: frames leave r while they are still being written.
func (r *recent) since(after uint64, max int) (frames [][]byte, ok bool) {
	if after+1 < r.first() {
		return nil, false
	}
	from := r.frames[min(after+1-r.first(), uint64(len(r.frames))):]
	size := 0
	for i, frame := range from {
		if size += len(frame); size > max && i > 0 {
			return slices.Clone(from[:i]), true
		}
	}
	return slices.Clone(from), true
}

// encode turns messages into frames in one piece, and hands each over.
func encode(messages []chat.Message, each func(frame []byte)) []byte {
	size := 0
	for _, m := range messages {
		size += len(m.Text) + len(m.Name) + saidOverhead
		if !m.Plain() {
			size += deedOverhead
		}
	}
	chunk := make([]byte, 0, size)
	for _, m := range messages {
		start := len(chunk)
		chunk = wire.AppendSaid(chunk, wire.SaidOf(m))
		each(chunk[start:len(chunk):len(chunk)])
	}
	return chunk
}

// saidOverhead is what a Said frame of a plain line takes at most beside its
// name and text, and deedOverhead what any other takes beside that.
const (
	saidOverhead = 104
	deedOverhead = 80
)

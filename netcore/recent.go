package netcore

import (
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
	bytes  int
}

// first is the number of the oldest frame at hand; head+1 where there is none.
func (r *recent) first() uint64 { return r.head + 1 - uint64(len(r.frames)) }

// add encodes messages that follow head, and returns their frames as one piece.
func (r *recent) add(messages []chat.Message) []byte {
	chunk := encode(messages, func(frame []byte) {
		r.frames = append(r.frames, frame)
		r.bytes += len(frame)
		r.head++
	})
	for r.bytes > recentBytes {
		r.bytes -= len(r.frames[0])
		r.frames[0] = nil
		r.frames = r.frames[1:]
	}
	return chunk
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
	}
	chunk := make([]byte, 0, size)
	for _, m := range messages {
		start := len(chunk)
		chunk = wire.Append(chunk, wire.SaidOf(m))
		each(chunk[start:len(chunk):len(chunk)])
	}
	return chunk
}

// saidOverhead is what a Said frame takes at most beside its name and text.
const saidOverhead = 104

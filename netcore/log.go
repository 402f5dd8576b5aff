package netcore

import "landline/netcore/chat"

// Log keeps a room's messages under numbers: 1, 2, 3, … without holes. A
// Host is the only one that appends while it lives. Its methods may be called
// from any goroutine.
type Log interface {
	// Epoch names this life of the log.
	Epoch() chat.Epoch

	// Bounds are the numbers of the oldest message that is kept and of the
	// newest one. An empty log has head 0; where nothing is kept, first is
	// head+1.
	Bounds() (first, head uint64)

	// Append numbers the messages in their order and keeps them, all or none.
	// When it returns they are durable and every subscriber was told. It
	// returns them as the log has them: one whose id was there before comes
	// back as it was said the first time, number and author and all. The error
	// is a chat.Refusal of code chat.NotKept where the messages cannot be
	// written; a later call may succeed. With it come those that were there
	// before, each in its place, and zero messages in place of the others, or
	// nothing where the log cannot tell.
	//
	// In the same step an Edit gives the line that it is About its new text, and
	// marks it as edited; a Delete makes Erased of it, without a text, and takes
	// the text of its edits. Where that line is Erased already, or no longer
	// kept, they change nothing. The caller has made sure that they may.
	Append([]chat.Message) ([]chat.Message, error)

	// Read returns up to limit messages above after, in order and without a
	// hole. Where the next one is no longer kept it begins with the oldest
	// that is.
	Read(after uint64, limit int) ([]chat.Message, error)

	// Acts are the moderating messages (chat.Act.Moderates) of all the log in
	// their order, also of the part that is no longer kept, with Addrs. A host
	// that starts again works the room's rules out from them.
	Acts() ([]chat.Message, error)

	// Subscribe has told called with the messages of each Append that were
	// new, in their order and with Addrs, before Append returns. Told must not call the log,
	// nor wait for anybody who does.
	Subscribe(told func([]chat.Message)) (cancel func())
}

package history

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"landline/netcore/chat"
)

// ErrNoRoom tells that nothing is known of a room.
var ErrNoRoom = errors.New("history: no such room")

// Format is how a room is written down.
type Format string

// The formats.
const (
	FormatText Format = "txt"   // one line each, like a log of IRC, with this computer's time and its offset from UTC
	FormatJSON Format = "jsonl" // one object per line, for Import; export_json.go tells its fields
	FormatHTML Format = "html"  // one page that needs nothing else
)

// Valid tells whether f is one of the formats.
func (f Format) Valid() bool { return f == FormatText || f == FormatJSON || f == FormatHTML }

// Export writes everything that is stored of a room, oldest first, each line
// once, and returns how many lines that were. Where the room began anew a
// divider stands between its lives, and where lines are missing a note. Lines
// are written as they are now: edited ones with their last text, deleted ones
// without any. The edits themselves are for Import and in FormatJSON only. Lines
// said meanwhile may be left out. Where whose is not nil it writes only the lives of
// which it says so, as Forget removes them. The error is ErrNoRoom, ctx's, or one of w's.
// It may be called from any goroutine; it takes as long as w does.
func (s *Store) Export(ctx context.Context, w io.Writer, room chat.RoomID, whose Whose, f Format) (lines int, err error) {
	if !f.Valid() {
		return 0, fmt.Errorf("history: export: no format %q", f)
	}
	name, lives, err := s.lives(room, whose)
	if err == nil && name == "" {
		err = ErrNoRoom
	}
	if err == nil {
		out := bufio.NewWriterSize(w, 1<<16)
		x := &export{ctx: ctx, store: s, page: newPage(f, out, room, name)}
		if err = x.write(lives); err == nil {
			err = out.Flush()
		}
		lines = x.lines
	}
	if err != nil {
		return lines, fmt.Errorf("history: export room %s: %w", room, err)
	}
	return lines, nil
}

// pageWriter writes a room in one format. Errors of writing show when the
// buffer is flushed.
type pageWriter interface {
	begin()
	life(epoch chat.Epoch, anew bool)
	missing(lines uint64)
	// line writes a message, of which about is the one that it is about; nil
	// where it is about none, or that one is not stored. It returns false where
	// the page has no place for the message.
	line(m chat.Message, about *chat.Message) bool
	end()
}

func newPage(f Format, w *bufio.Writer, room chat.RoomID, name string) pageWriter {
	switch f {
	case FormatJSON:
		return &jsonPage{w: w, room: room, name: name}
	case FormatHTML:
		return &htmlPage{w: w, name: name, people: newLabels()}
	default:
		return &textPage{w: w, name: name, people: newLabels()}
	}
}

// life is one epoch of a room, which may lie in several logs.
type life struct {
	epoch  chat.Epoch
	began  time.Time // its oldest line that is stored
	stored []*stock
}

// stock is what one log has of a life, read page by page.
type stock struct {
	log   int64
	held  spans // what is stored
	spans spans // what was not read yet
	page  []chat.Message
}

// lives finds what is stored of a room, as far as whose says so, in order. The name
// is empty where there is no such room.
func (s *Store) lives(room chat.RoomID, whose Whose) (name string, lives []*life, err error) {
	byEpoch := make(map[chat.Epoch]*life)
	err = s.read(func(c *conn) error {
		err := c.each(func(row []driverValue) error {
			var epoch chat.Epoch
			if err := blob(epoch[:], row[1]); err != nil {
				return err
			}
			if taken, err := whose.takes(row[3], row[4]); err != nil || !taken {
				return err
			}
			if byEpoch[epoch] == nil {
				byEpoch[epoch] = &life{epoch: epoch}
				lives = append(lives, byEpoch[epoch])
			}
			byEpoch[epoch].stored = append(byEpoch[epoch].stored, &stock{log: integer(row[0])})
			name = cmp.Or(name, text(row[2]))
			return nil
		}, `SELECT id, epoch, name, host, hosted FROM logs WHERE room = ? AND retired < `+beingImported+` ORDER BY retired, id DESC`, room[:])
		for _, l := range lives {
			if err == nil {
				err = l.load(s, c)
			}
		}
		return err
	})
	slices.SortStableFunc(lives, func(a, b *life) int { return a.began.Compare(b.began) })
	return name, lives, err
}

// load finds out which lines a life has, and when it began.
func (l *life) load(s *Store, c *conn) error {
	for _, k := range l.stored {
		err := c.each(func(row []driverValue) error {
			k.spans = append(k.spans, span{first: uint64(integer(row[0])), last: uint64(integer(row[1]))})
			return nil
		}, `SELECT first, last FROM spans WHERE log = ? ORDER BY first`, k.log)
		k.held = k.spans
		if err != nil || len(k.spans) == 0 {
			if err != nil {
				return err
			}
			continue
		}
		first, err := s.lines(c, k.log, k.spans.first(), k.spans.first())
		if err != nil {
			return err
		}
		if len(first) == 1 && (l.began.IsZero() || first[0].At.Before(l.began)) {
			l.began = first[0].At
		}
	}
	return nil
}

// next returns the next message without taking it; ok is false at the end.
func (k *stock) next(s *Store) (m chat.Message, ok bool, err error) {
	const pageSize = 512
	for len(k.page) == 0 && len(k.spans) > 0 {
		x := k.spans[0]
		last := min(x.last, x.first+pageSize-1)
		err := s.read(func(c *conn) (err error) {
			k.page, err = s.lines(c, k.log, x.first, last)
			return err
		})
		if err != nil {
			return m, false, err
		}
		k.spans = slices.Clone(k.spans)
		if k.spans[0].first = last + 1; last == x.last {
			k.spans = k.spans[1:]
		}
	}
	if len(k.page) == 0 {
		return m, false, nil
	}
	return k.page[0], true, nil
}

// export is one Export under way.
type export struct {
	ctx   context.Context
	store *Store
	page  pageWriter
	lines int
}

func (x *export) write(lives []*life) error {
	x.page.begin()
	anew := false
	for _, l := range lives {
		before := x.lines
		if err := x.life(l, anew); err != nil {
			return err
		}
		anew = anew || x.lines > before
	}
	x.page.end()
	return nil
}

// life merges what the logs of one life have.
func (x *export) life(l *life, anew bool) error {
	var seq uint64
	var written []chat.MessageID // under that number: a log that was set back has others
	for first := true; ; first = false {
		if err := x.ctx.Err(); err != nil {
			return err
		}
		m, ok, err := l.take(x.store)
		if err != nil || !ok {
			return err
		}
		if first {
			x.page.life(l.epoch, anew)
		}
		switch {
		case !first && m.Seq == seq && slices.Contains(written, m.ID):
			continue
		case first || m.Seq != seq:
			if !first && m.Seq > seq+1 {
				x.page.missing(m.Seq - seq - 1)
			}
			seq, written = m.Seq, written[:0]
		}
		written = append(written, m.ID)
		about, err := l.find(x.store, m.About)
		if err != nil {
			return err
		}
		if x.page.line(m, about) {
			x.lines++
		}
	}
}

// find returns the message of that number and id; nil where it is not stored.
func (l *life) find(s *Store, ref chat.Ref) (found *chat.Message, err error) {
	if ref.IsZero() {
		return nil, nil
	}
	err = s.read(func(c *conn) error {
		for _, k := range l.stored {
			if !k.held.has(ref.Seq) {
				continue
			}
			list, err := s.lines(c, k.log, ref.Seq, ref.Seq)
			if err != nil {
				return err
			}
			if len(list) == 1 && list[0].ID == ref.ID {
				found = &list[0]
				return nil
			}
		}
		return nil
	})
	return found, err
}

// take takes the message with the lowest number.
func (l *life) take(s *Store) (m chat.Message, ok bool, err error) {
	var from *stock
	for _, k := range l.stored {
		next, more, err := k.next(s)
		if err != nil {
			return m, false, err
		}
		if more && (from == nil || next.Seq < m.Seq) {
			from, m = k, next
		}
	}
	if from == nil {
		return m, false, nil
	}
	from.page = from.page[1:]
	return m, true, nil
}

package history

import (
	"cmp"
	"context"
	"encoding/hex"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"landline/netcore/chat"
)

// A row of the index is numbered by its line's time in milliseconds and, below
// that, its seq, so that rows stand in the order in which lines were said, and a
// period is a range of rows.
const (
	tieBits = 10
	tieMask = 1<<tieBits - 1
	maxTime = 1 << 43 // ms, the year 2248; a time beyond is taken for this one
)

// rowOf is where a line belongs in the index. Another line may be there.
func rowOf(at time.Time, seq uint64) int64 { return firstRow(at) | int64(seq&tieMask) }

// firstRow is the first row of a moment.
func firstRow(at time.Time) int64 {
	switch ms := at.UnixMilli(); {
	case ms < 0:
		return 0
	case ms > maxTime:
		return maxTime << tieBits
	default:
		return ms << tieBits
	}
}

// indexing is one transaction that changes the index.
type indexing struct {
	*conn
	store   *Store
	history *conn

	rooms   map[int64]chat.RoomID
	words   map[string]int64 // how often this transaction met them
	changed map[int64]bool   // rows of lines that the messages of this step changed
}

// entry is a line on its way into the index.
type entry struct {
	row, n               int64
	words, singles, tags string
}

// step does as much of the plan as one transaction may.
func (b *indexing) step(ctx context.Context, stored map[int64]indexed) (more bool, err error) {
	if err := b.exec("BEGIN IMMEDIATE"); err != nil {
		return false, err
	}
	defer func() {
		if err != nil {
			_ = b.exec("ROLLBACK")
		}
	}()
	have, err := indexedSpans(b.conn) // again: another process may have been at work
	if err != nil {
		return false, err
	}
	p := compare(stored, have)
	gone, more := take(p.gone, stepLines)
	for _, c := range gone {
		if err := b.remove(c, have); err != nil {
			return false, err
		}
	}
	if more {
		return true, b.exec("COMMIT")
	}
	if more, err = b.enter(ctx, p.come, stored, have); err != nil {
		return false, err
	}
	return more, b.exec("COMMIT")
}

// enter puts as many lines into the index as one step may.
func (b *indexing) enter(ctx context.Context, chunks []chunk, stored, have map[int64]indexed) (more bool, err error) {
	come, more := take(chunks, stepLines)
	done, list, err := b.gather(ctx, come)
	if err != nil {
		return false, err
	}
	again, err := b.renew(have)
	if err != nil {
		return false, err
	}
	if err := b.add(append(list, again...)); err != nil {
		return false, err
	}
	for _, c := range done {
		if err := b.note(c, stored, have); err != nil {
			return false, err
		}
	}
	return more || !slices.Equal(done, come), nil
}

// gather reads lines and cuts them, from the newest of each chunk downwards,
// until it is enough for one step. It returns what it took of the chunks.
func (b *indexing) gather(ctx context.Context, chunks []chunk) (done []chunk, list []entry, err error) {
	bytes := 0
	for _, c := range chunks {
		got := chunk{c.log, c.last + 1, c.last}
		for got.first > c.first && bytes < stepBytes {
			if err := ctx.Err(); err != nil {
				return nil, nil, err
			}
			first := max(c.first, got.first-min(stepPage, got.first))
			page, err := b.store.lines(b.history, c.log, first, got.first-1)
			if err != nil {
				return nil, nil, ofHistory{err}
			}
			for i := range page {
				m := &page[i]
				bytes += len(m.Text)
				switch {
				case m.Act == chat.Line:
					e, err := b.entry(c.log, m)
					if err != nil {
						return nil, nil, err
					}
					list = append(list, e)
				case changes(m.Act):
					b.change(c.log, m)
				}
			}
			got.first = first
		}
		if got.first > got.last {
			break
		}
		done = append(done, got)
	}
	return done, list, nil
}

func (b *indexing) entry(log int64, m *chat.Message) (entry, error) {
	room, err := b.room(log)
	if err != nil {
		return entry{}, err
	}
	e := entry{row: rowOf(m.At, m.Seq), n: row(log, m.Seq), tags: roomTag(room) + " " + memberTag(m.From) + " " + nameTag(m.Name)}
	e.words, e.singles = tokensOf(m.Text)
	return e, nil
}

func (b *indexing) room(log int64) (id chat.RoomID, err error) {
	if id, ok := b.rooms[log]; ok {
		return id, nil
	}
	err = b.history.each(func(row []driverValue) error { return blob(id[:], row[0]) }, `SELECT room FROM logs WHERE id = ?`, log)
	if b.rooms == nil {
		b.rooms = make(map[int64]chat.RoomID)
	}
	b.rooms[log] = id
	if err != nil {
		return id, ofHistory{err}
	}
	return id, nil
}

// The tags by which hits are filtered. Two of a kind that share a tag by chance
// are told apart when the hit's line is read.
func roomTag(id chat.RoomID) string     { return "r" + hex.EncodeToString(id[:8]) }
func memberTag(id chat.MemberID) string { return "m" + hex.EncodeToString(id[:8]) }
func nameTag(name string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(chat.NameKey(name))) // a hash takes everything
	return "n" + strconv.FormatUint(h.Sum64(), 36)
}

// add puts lines into the index, in ascending order of their rows: a row below
// the one before it would make SQLite write out what it has gathered.
func (b *indexing) add(list []entry) error {
	slices.SortFunc(list, func(x, y entry) int { return cmp.Or(cmp.Compare(x.row, y.row), cmp.Compare(x.n, y.n)) })
	last := int64(-1)
	for i := range list {
		e := &list[i]
		e.row = max(e.row, last+1)
		if err := b.settle(e); err != nil {
			return err
		}
		last = e.row
		if err := b.exec(`INSERT INTO tokens (rowid, words, singles, tags) VALUES (?, ?, ?, ?)`, e.row, e.words, e.singles, e.tags); err != nil {
			return err
		}
		b.count(e.words)
	}
	for word, times := range b.words {
		if err := b.exec(`INSERT INTO vocabulary (word, times) VALUES (?, ?)
			ON CONFLICT (word) DO UPDATE SET times = times + excluded.times`, word, times); err != nil {
			return err
		}
	}
	return nil
}

// settle finds the entry a row of its own: where it belongs, or behind those
// that crowd there.
func (b *indexing) settle(e *entry) error {
	const crowd = 64
	if taken, err := b.place(e); err != nil || !taken {
		return err
	}
	for window := int64(crowd); ; window *= crowd {
		top, ok, err := b.number(`SELECT max(row) FROM entries WHERE row BETWEEN ? AND ?`, e.row, e.row+min(window, math.MaxInt64-e.row))
		if err != nil {
			return err
		}
		if ok && top < e.row+window {
			e.row = top + 1
			_, err := b.place(e)
			return err
		}
	}
}

func (b *indexing) place(e *entry) (taken bool, err error) {
	_, taken, err = b.number(`SELECT 1 FROM entries WHERE row = ?`, e.row)
	if err != nil || taken {
		return taken, err
	}
	return false, b.exec(`INSERT INTO entries (row, n) VALUES (?, ?)`, e.row, e.n)
}

// count counts the words of one line that can be begun on: those of one
// character are not completed, nor are pairs.
func (b *indexing) count(words string) {
	if b.words == nil {
		b.words = make(map[string]int64)
	}
	for word := range strings.SplitSeq(words, " ") {
		if completes(word) {
			b.words[word]++
		}
	}
}

// remove takes lines out of the index.
func (b *indexing) remove(c chunk, have map[int64]indexed) error {
	if err := b.drop(row(c.log, c.first), row(c.log, c.last)); err != nil {
		return err
	}
	x := have[c.log]
	x.spans = x.spans.minus(spans{{first: c.first, last: c.last}})
	have[c.log] = x
	return b.keep(c.log, x)
}

// note writes down that lines are in the index now.
func (b *indexing) note(c chunk, stored, have map[int64]indexed) error {
	x := have[c.log]
	if x.salt != stored[c.log].salt {
		x = indexed{salt: stored[c.log].salt}
	}
	x.spans, _, _ = x.spans.add(span{first: c.first, last: c.last})
	have[c.log] = x
	return b.keep(c.log, x)
}

// keep writes what the index has of a log.
func (b *indexing) keep(log int64, x indexed) error {
	if err := b.exec(`DELETE FROM spans WHERE log = ?`, log); err != nil {
		return err
	}
	if len(x.spans) == 0 {
		return b.exec(`DELETE FROM logs WHERE id = ?`, log)
	}
	if err := b.exec(`INSERT OR REPLACE INTO logs (id, salt) VALUES (?, ?)`, log, x.salt[:]); err != nil {
		return err
	}
	for _, s := range x.spans {
		if err := b.exec(`INSERT INTO spans (log, first, last) VALUES (?, ?, ?)`, log, int64(s.first), int64(s.last)); err != nil {
			return err
		}
	}
	return nil
}

package history

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"landline/netcore/chat"
)

// Limits of Query.Limit.
const (
	defaultHits = 50
	maxHits     = 1000
)

// Query says what to look for. Its fields narrow one another down; the zero
// Query finds everything.
type Query struct {
	// Text is words in any script, without regard to case and accents. A line
	// must have all of them, anywhere; what stands between double quotes, or
	// together without a space, must stand together in the line too. Of Chinese,
	// Japanese, Korean, Thai, Lao, Khmer and Burmese any part of a sentence is
	// found. Where the last word has few hits, longer ones that begin with it
	// count too. Text without a letter, digit or symbol finds nothing.
	Text string

	Room   chat.RoomID   // zero: in every room
	From   string        // a person's name, written in any case; empty: anybody
	FromID chat.MemberID // a person; zero: anybody
	Since  time.Time     // said then or later; zero: from the beginning
	Until  time.Time     // said before; zero: to the end
	Whose  Whose         // the lives of rooms that are looked through; nil: all of them
	Limit  int           // of the hits; 0 is 50, and it is at most 1,000
}

// Hit is one line that was found.
type Hit struct {
	Room     chat.RoomID
	RoomName string
	Epoch    chat.Epoch
	Place    string        // where the person sits in the room; empty where they no longer do
	Host     chat.MemberID // who kept the room; zero where unknown
	Hosted   bool          // by this computer
	Message  chat.Message
}

// Search finds lines in all that is stored, newest first, each once: by what
// they say now, and none that was deleted. Of the other messages of a room, such
// as reactions, it finds nothing. More tells
// that there are further ones beyond the limit. It brings the index up to date
// by one step first (IndexSome), which is enough where that is done now and
// then; before the very first search call Index. It may be called from any
// goroutine; ctx ends it early with its error.
func (s *Store) Search(ctx context.Context, q Query) (hits []Hit, more bool, err error) {
	if _, err := s.IndexSome(ctx); err != nil {
		if ctx.Err() != nil || !errors.Is(err, ErrFull) && !errors.Is(err, ErrReadOnly) {
			return nil, false, fmt.Errorf("history: search: %w", err)
		}
		s.log.Warn("the search index lacks the newest lines", "err", err)
	}
	if q.Limit <= 0 {
		q.Limit = defaultHits
	}
	q.Limit = min(q.Limit, maxHits)
	m := matchOf(q.Text)
	if q.Text != "" && len(m.terms) == 0 || !q.Until.IsZero() && !q.Since.Before(q.Until) {
		return nil, false, nil
	}
	m.tags = q.tags()
	hits, err = s.search(ctx, q, m)
	if indexDamaged(err) {
		if err = s.renewIndex(ctx); err == nil {
			hits, err = s.search(ctx, q, m)
		}
	}
	if err != nil {
		return nil, false, fmt.Errorf("history: search: %w", err)
	}
	if len(hits) > q.Limit {
		return hits[:q.Limit], true, nil
	}
	return hits, false, nil
}

// renewIndex makes a damaged index anew, by one step.
func (s *Store) renewIndex(ctx context.Context) error {
	s.index.writing.Lock()
	defer s.index.writing.Unlock()
	s.log.Warn("the search index is damaged and made anew")
	if err := s.dropIndex(); err != nil {
		return err
	}
	_, err := s.indexStep(ctx)
	return err
}

// search returns the hits, one beyond the limit where there is more.
func (s *Store) search(ctx context.Context, q Query, m match) (hits []Hit, err error) {
	err = s.searchIndex(func(c *conn) error {
		f := &finding{ctx: ctx, conn: c, store: s, query: q}
		if err := f.find(m.expression(nil)); err != nil {
			return err
		}
		hits = f.hits
		if m.open == "" || len(hits) > q.Limit {
			return nil
		}
		longer, err := f.longer(m.open)
		if err != nil || len(longer) == 1 {
			return err
		}
		err = f.find(m.expression(longer))
		hits = f.hits
		return err
	})
	return hits, err
}

func (q Query) tags() (tags []string) {
	if !q.Room.IsZero() {
		tags = append(tags, roomTag(q.Room))
	}
	if !q.FromID.IsZero() {
		tags = append(tags, memberTag(q.FromID))
	}
	if q.From != "" {
		tags = append(tags, nameTag(q.From))
	}
	return tags
}

// rows is the range of the index's rows that can hold hits. Rows are only about
// where they belong, so it is wider than the period.
func (q Query) rows() (first, last int64) {
	const margin = time.Minute
	first, last = 0, math.MaxInt64
	if !q.Since.IsZero() {
		first = firstRow(q.Since.Add(-margin))
	}
	if !q.Until.IsZero() {
		last = firstRow(q.Until.Add(margin))
	}
	return first, last
}

// takes tells whether a line is one of those that were asked for, apart from
// its words.
func (q Query) takes(h Hit) bool {
	m := h.Message
	return (q.Room.IsZero() || h.Room == q.Room) && (q.FromID.IsZero() || m.From == q.FromID) &&
		q.Whose.picks(h.Host, h.Hosted) && (q.From == "" || chat.NameKey(m.Name) == chat.NameKey(q.From)) &&
		(q.Since.IsZero() || !m.At.Before(q.Since)) && (q.Until.IsZero() || m.At.Before(q.Until))
}

// finding is one search under way.
type finding struct {
	ctx   context.Context
	conn  *conn
	store *Store
	query Query

	hits []Hit // one beyond the limit where there is more
	logs map[int64]Hit
	seen map[chat.MessageID]int // where in hits
}

// find replaces the hits with what the expression finds, page by page: lines
// may be gone, or stored in two logs.
func (f *finding) find(expression string) error {
	f.hits, f.seen = nil, make(map[chat.MessageID]int)
	first, last := f.query.rows()
	for len(f.hits) <= f.query.Limit {
		page, lowest, err := f.page(expression, first, last)
		if err != nil {
			return err
		}
		if err := f.read(page); err != nil {
			return err
		}
		if len(page) <= f.query.Limit || lowest == first {
			return nil
		}
		last = lowest - 1
	}
	return nil
}

// page returns the numbers of the next lines, newest first, and the lowest row.
func (f *finding) page(expression string, first, last int64) (page []int64, lowest int64, err error) {
	take := func(row []driverValue) error {
		page, lowest = append(page, integer(row[1])), integer(row[0])
		return nil
	}
	limit := int64(f.query.Limit + 1)
	if expression == "" {
		err = f.conn.eachUntil(f.ctx, take,
			`SELECT row, n FROM entries WHERE row BETWEEN ? AND ? ORDER BY row DESC LIMIT ?`, first, last, limit)
	} else {
		err = f.conn.eachUntil(f.ctx, take,
			`SELECT t.rowid, (SELECT n FROM entries WHERE row = t.rowid) FROM tokens t
			WHERE tokens MATCH ? AND t.rowid BETWEEN ? AND ? ORDER BY t.rowid DESC LIMIT ?`, expression, first, last, limit)
	}
	return page, lowest, err
}

// longer returns the words that begin with one, those met most often, itself
// among them.
func (f *finding) longer(word string) (words []string, err error) {
	const (
		looked = 4096 // words that are compared
		used   = 32
	)
	words = []string{word}
	err = f.conn.eachUntil(f.ctx, func(row []driverValue) error {
		words = append(words, text(row[0]))
		return nil
	}, `SELECT word FROM (SELECT word, times FROM vocabulary WHERE word > ? AND word < ? LIMIT ?) ORDER BY times DESC LIMIT ?`,
		word, word+"\U0010FFFF", int64(looked), int64(used-1))
	return words, err
}

// read reads the lines and adds those that were asked for to the hits.
func (f *finding) read(page []int64) error {
	if len(page) == 0 {
		return nil
	}
	err := f.store.read(func(c *conn) error {
		for _, n := range page {
			h, ok, err := f.hit(c, n)
			if err != nil {
				return err
			}
			if !ok || !f.query.takes(h) {
				continue
			}
			// A line that is stored twice is shown where the person sits. Ids are no
			// secret: another host's line is the same one only where it says the same.
			if i, twice := f.seen[h.Message.ID]; twice && f.hits[i].sameLine(h) {
				if f.hits[i].Place == "" {
					f.hits[i] = h
				}
				continue
			}
			f.seen[h.Message.ID] = len(f.hits)
			f.hits = append(f.hits, h)
		}
		return nil
	})
	if err != nil {
		return ofHistory{err}
	}
	return nil
}

// sameLine tells whether two lines of one id are the same one.
func (h Hit) sameLine(other Hit) bool {
	return h.Room == other.Room && (h.Host == other.Host || h.Message.From == other.Message.From && h.Message.Text == other.Message.Text)
}

// hit reads the line of a row; ok is false where it is no longer stored, or was
// deleted.
func (f *finding) hit(c *conn, n int64) (h Hit, ok bool, err error) {
	log := n >> seqBits
	h, known := f.logs[log]
	if !known {
		if h, err = describeLog(c, log); err != nil {
			return h, false, err
		}
		if f.logs == nil {
			f.logs = make(map[int64]Hit)
		}
		f.logs[log] = h
	}
	if h.Room.IsZero() {
		return h, false, nil
	}
	// A row that no span tells of is about to be deleted.
	_, ok, err = c.number(`SELECT 1 FROM spans WHERE log = ? AND ? BETWEEN first AND last`, log, int64(seqOf(n)))
	if err != nil || !ok {
		return h, false, err
	}
	list, err := f.store.lines(c, log, seqOf(n), seqOf(n))
	if err != nil || len(list) == 0 || list[0].Act != chat.Line {
		return h, false, err
	}
	h.Message = list[0]
	return h, true, nil
}

// describeLog reads of which room a log is; zero where there is no such log.
func describeLog(c *conn, log int64) (h Hit, err error) {
	err = c.each(func(row []driverValue) error {
		h.RoomName, h.Place, h.Hosted = text(row[2]), text(row[3]), integer(row[5]) != 0
		return errors.Join(blobOrNone(h.Host[:], row[4]), blob(h.Room[:], row[0]), blob(h.Epoch[:], row[1]))
	}, `SELECT room, epoch, name, (SELECT min(place) FROM places WHERE log = logs.id), host, hosted FROM logs WHERE id = ?`, log)
	return h, err
}

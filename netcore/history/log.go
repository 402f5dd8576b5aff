package history

import (
	"crypto/rand"
	"fmt"
	"slices"
	"sync"
	"time"

	"landline/netcore/chat"
)

// Keep says how long a hosted room's lines are kept. The zero value keeps
// everything for ever.
type Keep struct {
	Age   time.Duration // lines older than this are forgotten; 0: however old
	Lines uint64        // only so many of the newest are kept; 0: however many
}

func keepOf(age, lines driverValue) Keep {
	return Keep{Age: time.Duration(integer(age)) * time.Millisecond, Lines: uint64(integer(lines))}
}

// Log is one life of a room that this computer hosts. It satisfies
// netcore.Log. Its methods may be called from any goroutine.
type Log struct {
	store *Store
	state *logState

	mu   sync.Mutex
	told map[int]func([]chat.Message)
	next int
}

// Log returns the newest life of a room that this computer hosts, and begins
// one where there is none. The name is the room's; a new one replaces the old.
func (s *Store) Log(room chat.RoomID, name string) (*Log, error) {
	if len(name) > chat.MaxName || room.IsZero() {
		return nil, fmt.Errorf("history: a log needs a room and a name of at most %d bytes", chat.MaxName)
	}
	var l *logState
	err := s.write(0, func(t *tx) (err error) {
		l, err = t.hosted(room, name)
		return err
	}, nil)
	if err != nil {
		return nil, fmt.Errorf("history: log of room %s: %w", room, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if l.log == nil {
		l.log = &Log{store: s, state: l, told: make(map[int]func([]chat.Message))}
	}
	return l.log, nil
}

// hosted finds the log of a hosted room, or begins one.
func (t *tx) hosted(room chat.RoomID, name string) (*logState, error) {
	id, ok, err := t.number(`SELECT max(id) FROM logs WHERE room = ? AND hosted = 1 HAVING max(id) IS NOT NULL`, room[:])
	if err == nil && !ok {
		id, err = t.begun(room, chat.NewEpoch(), name, true, 0)
	}
	if err != nil {
		return nil, err
	}
	l, err := t.state(id)
	if err != nil {
		return nil, err
	}
	v := t.view(l)
	if v.name == name {
		return l, nil
	}
	v.name = name
	t.set(l, v)
	return l, t.exec(`UPDATE logs SET name = ? WHERE id = ?`, name, id)
}

// begun begins a log and returns its number.
func (t *tx) begun(room chat.RoomID, epoch chat.Epoch, name string, hosted bool, base uint64) (int64, error) {
	kind := int64(0)
	if hosted {
		kind = 1
	}
	var secret salt
	_, _ = rand.Read(secret[:]) // which ends the program rather than fail
	id, err := t.insert(`INSERT INTO logs (room, epoch, name, hosted, base, salt) VALUES (?, ?, ?, ?, ?, ?)`,
		room[:], epoch[:], name, kind, int64(base), secret[:])
	if err == nil && id > maxLog {
		err = fmt.Errorf("history: more than %d logs", int64(maxLog))
	}
	return id, err
}

// Epoch names this life of the room.
func (l *Log) Epoch() chat.Epoch { return l.state.epoch }

// Bounds are the numbers of the oldest line that is kept and of the newest.
func (l *Log) Bounds() (first, head uint64) { return l.state.now().bounds() }

// Append numbers the messages in their order and keeps them, all or none. When
// it returns they are durable and every subscriber was told. They come back as
// the log has them: one whose id was there before as it was said the first
// time. In the same step an Edit or a Delete changes the line that it is about
// (change.go tells what is left of the old text), and what moderates is noted
// for Acts. An error is a chat.Refusal of code chat.NotKept that wraps ErrFull,
// ErrReadOnly, ErrDamaged or ErrClosed where it is one of these.
func (l *Log) Append(said []chat.Message) ([]chat.Message, error) {
	if len(said) == 0 {
		return nil, nil
	}
	for i := range said {
		if err := check(&said[i]); err != nil {
			return nil, refuse(err)
		}
	}
	var all, fresh []chat.Message
	var before uint64
	err := l.store.write(len(said), func(t *tx) (err error) {
		_, before = t.view(l.state).bounds()
		all, fresh, err = t.append(l.state, said)
		return err
	}, func() { l.tell(fresh) })
	if err == nil {
		return all, nil
	}
	for i := range all {
		if all[i].Seq > before { // it was not to be
			all[i] = chat.Message{}
		}
	}
	return all, refuse(err)
}

// append numbers and stores messages. It returns all of them as the log has
// them, and those that are new. Where it fails it still returns those that were
// there before, and zero messages in place of others.
func (t *tx) append(l *logState, said []chat.Message) (all, fresh []chat.Message, err error) {
	_, head := t.view(l).bounds()
	a, err := t.appending(l, head, len(said))
	if err != nil {
		return nil, nil, err
	}
	x := span{first: head + 1}
	all = make([]chat.Message, 0, len(said))
	some := false // were there before
	var failed error
	for _, m := range said {
		mark := l.ids.salt.mark(m.ID)
		old, ok, err := t.known(l, a, mark, m.ID)
		switch {
		case err != nil:
			return all, nil, err
		case ok || failed != nil:
			if !some {
				some, fresh = true, slices.Clone(all)
			}
			all = append(all, old)
			continue
		}
		head++
		m.Seq, m.At = head, m.At.UTC().Truncate(time.Millisecond)
		if failed = t.put(l.id, &m, head); failed == nil {
			failed = t.add(l, a, mark, m.ID, head)
		}
		x.bytes += int64(len(m.Text))
		if all = append(all, m); some {
			fresh = append(fresh, m)
		}
	}
	if !some {
		fresh = all
	}
	if failed != nil || len(fresh) == 0 {
		return all, nil, failed
	}
	x.last = head
	if err := t.extend(l, x, fresh[len(fresh)-1].ID); err != nil {
		return all, nil, err
	}
	return all, fresh, t.follow(l, fresh)
}

// follow does what follows from new messages of a hosted log.
func (t *tx) follow(l *logState, fresh []chat.Message) error {
	for i := range fresh {
		m := &fresh[i]
		if m.Act.Moderates() {
			if err := t.putAct(l.id, m); err != nil {
				return err
			}
		}
		if changes(m.Act) {
			if err := t.changeLife(l, m); err != nil {
				return err
			}
		}
	}
	return nil
}

func refuse(err error) error {
	return refusal{chat.Refuse(chat.NotKept, ""), err}
}

// refusal is what the room's members are told, and for the log file the reason.
type refusal struct {
	chat.Refusal
	why error
}

func (r refusal) Error() string   { return r.why.Error() }
func (r refusal) Unwrap() []error { return []error{r.Refusal, r.why} }

// Read returns up to limit messages above after, in order and without a hole.
// Where the next one is no longer kept it begins with the oldest that is.
func (l *Log) Read(after uint64, limit int) ([]chat.Message, error) {
	if limit <= 0 || after >= maxSeq {
		return nil, nil
	}
	for {
		first, head := l.Bounds()
		from := max(after+1, first)
		if from > head {
			return nil, nil
		}
		list, err := l.store.page(l.state, from, min(head, from+uint64(min(limit, pageLimit))-1))
		if err != nil {
			return nil, fmt.Errorf("history: read: %w", err)
		}
		// All of the page was forgotten meanwhile: on with what is left.
		if now, _ := l.Bounds(); len(list) > 0 || now == first {
			return list, nil
		}
	}
}

// Subscribe has told called with the new messages of each Append, in their
// order, before Append returns. Told must not call the log. After cancel it is
// not called again.
func (l *Log) Subscribe(told func([]chat.Message)) (cancel func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.next
	l.next++
	l.told[n] = told
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.told, n)
	}
}

func (l *Log) tell(fresh []chat.Message) {
	if len(fresh) == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, told := range l.told {
		told(fresh)
	}
}

// Keep is how long the lines are kept.
func (l *Log) Keep() Keep { return l.state.now().keep }

// SetKeep changes how long the lines are kept. What need not be kept any more
// is forgotten soon, not at once.
func (l *Log) SetKeep(k Keep) error {
	if k.Age < 0 || k.Lines > maxSeq {
		return fmt.Errorf("history: lines cannot be kept for %v, nor %d of them", k.Age, k.Lines)
	}
	k.Age = k.Age.Truncate(time.Millisecond)
	err := l.store.write(0, func(t *tx) error {
		v := t.view(l.state)
		v.keep = k
		t.set(l.state, v)
		return t.exec(`UPDATE logs SET keep_age = ?, keep_lines = ? WHERE id = ?`, k.Age.Milliseconds(), int64(k.Lines), l.state.id)
	}, nil)
	if err != nil {
		return fmt.Errorf("history: keep: %w", err)
	}
	return nil
}

package history

import (
	"fmt"
	"sync"

	"landline/netcore/chat"
)

// maxPeople bounds the people who are remembered; beyond it all are forgotten
// and read again one by one.
const maxPeople = 1 << 16

// person is an author as they were called when they wrote.
type person struct {
	key  chat.MemberID
	name string
}

// people are the rows of the table people that were needed so far. A row is
// changed only where nothing names it any more (Store.Forget), so what was read
// of it once stays true. The other way round it need not: ids has what the
// goroutine that leads has seen alone, and retire takes that back.
type people struct {
	mu   sync.RWMutex
	byID map[int64]person
	ids  map[person]int64
}

func newPeople() *people {
	return &people{byID: make(map[int64]person), ids: make(map[person]int64)}
}

// retire has every person's row looked up again before another line of theirs is
// written.
func (p *people) retire() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.ids)
}

// met notes the person of a row that was read.
func (p *people) met(id int64, who person) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.room()
	p.byID[id] = who
}

// room forgets all where there are too many. p.mu is held.
func (p *people) room() {
	if len(p.byID) >= maxPeople {
		clear(p.byID)
		clear(p.ids)
	}
}

// remember is called with what is committed only.
func (p *people) remember(id int64, who person) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.room()
	p.byID[id], p.ids[who] = who, id
}

// who returns the person of a row; ok is false where it was not needed yet.
func (p *people) who(id int64) (who person, ok bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	who, ok = p.byID[id]
	return who, ok
}

// look reads the person of a row.
func look(c *conn, id int64) (who person, err error) {
	found := false
	err = c.each(func(row []driverValue) error {
		found, who.name = true, text(row[1])
		return blob(who.key[:], row[0])
	}, `SELECT key, name FROM people WHERE id = ?`, id)
	if err == nil && !found {
		err = fmt.Errorf("%w: no author %d", ErrDamaged, id)
	}
	return who, err
}

// id returns the number of a person; ok is false where they are not known.
func (p *people) id(who person) (id int64, ok bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	id, ok = p.ids[who]
	return id, ok
}

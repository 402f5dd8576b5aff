package history

import (
	"context"
	"errors"
	"time"
)

const (
	// pause is how long the keeper waits after a change, so that it works on
	// many at once and, mostly, when it is quiet again.
	pause = time.Second
	// ageing is how often lines are looked at for their age.
	ageing = time.Minute
	// fewPages of the write-ahead log are left where they are.
	fewPages = 256
	// manyPages of it are too many: the writers stand still for a moment, so
	// that it can be begun anew. They are 64 MiB.
	manyPages = 16384
)

// keeper does in the background what need not be done before a caller goes on.
type keeper struct {
	store *Store
	conn  *conn
	began time.Time
	wake  chan struct{} // something changed
}

func newKeeper(s *Store) *keeper {
	return &keeper{store: s, began: time.Now(), wake: make(chan struct{}, 1)}
}

// now is the time of the clock when the store was opened, and what has passed
// since. A clock that is set while the program runs neither makes lines old nor
// young.
func (k *keeper) now() time.Time { return k.began.Add(time.Since(k.began)) }

// changed tells the keeper that there may be something to do.
func (k *keeper) changed() {
	select {
	case k.wake <- struct{}{}:
	default: // it knows
	}
}

// run works until the store closes.
func (k *keeper) run() {
	defer func() {
		if k.conn != nil {
			_ = k.conn.close()
		}
	}()
	tick := time.NewTicker(ageing)
	defer tick.Stop()
	rest := time.NewTimer(0) // a look round at the beginning
	defer rest.Stop()
	for {
		select {
		case <-k.store.ctx.Done():
			return
		case <-k.wake:
			rest.Reset(pause)
			select {
			case <-k.store.ctx.Done():
				return
			case <-rest.C:
			}
		case <-rest.C:
		case <-tick.C:
		}
		k.report("checkpoint", k.checkpoint())
		k.report("trim", k.store.trim(k.now()))
	}
}

// report says what went wrong, where it is worth saying.
func (k *keeper) report(what string, err error) {
	switch {
	case err == nil, errors.Is(err, ErrClosed), errors.Is(err, ErrReadOnly), errors.Is(err, context.Canceled):
	default:
		k.store.log.Warn("cannot "+what+" the history", "err", err)
	}
}

// checkpoint moves the write-ahead log into the database, so that it does not
// grow and does not have to be read through by the next start. No append waits
// for that, but where the log has grown far: then its end is moved while the
// writers wait, after which they begin it anew.
func (k *keeper) checkpoint() (err error) {
	if k.conn == nil {
		if k.conn, err = open(k.store.path, readWrite); err != nil {
			return err
		}
	}
	pages, err := k.conn.checkpoint("NOOP")
	if err != nil || pages < fewPages {
		return err
	}
	if _, err := k.conn.checkpoint("PASSIVE"); err != nil || pages < manyPages {
		return err
	}
	return k.store.exclusive(func() error {
		_, err := k.conn.checkpoint("PASSIVE")
		return err
	})
}

// checkpoint returns the length of the write-ahead log in pages.
func (c *conn) checkpoint(mode string) (pages int64, err error) {
	err = c.each(func(row []driverValue) error { pages = integer(row[1]); return nil }, "PRAGMA wal_checkpoint("+mode+")")
	return pages, err
}

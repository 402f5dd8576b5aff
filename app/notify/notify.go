package notify

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"
	"unicode"
)

// Note is one notification. Title and Text are plain text of other people.
type Note struct {
	Title string // one line; at most maxTitle runes of it are shown
	Text  string // one line; at most maxText runes of it are shown; may be empty
	Sound bool   // with the soft sound, if there was none a moment ago
}

// Bounds of what is handed to the desktop, in runes.
const (
	maxTitle = 120
	maxText  = 320
)

// Config says for whom a Notifier works. The zero Config tells nobody of clicks.
type Config struct {
	ID       string        // of the program on the desktop: the name of its desktop entry
	Name     string        // of the program, for people
	Icon     []byte        // of the program, a PNG, where the desktop wants one; may be nil
	Followed func(key int) // the person clicked on the note; called on a goroutine of the Notifier, and must return at once
	Gone     func(key int) // the note went away by itself or was dismissed; called like Followed
	Log      *slog.Logger  // nil for none
}

// Notifier shows at most one note for each key, and replaces it. Its methods are
// safe for concurrent use and never wait; Close alone does.
type Notifier struct {
	Config
	bell  chan struct{}
	stop  context.CancelFunc
	ended chan struct{}

	mu     sync.Mutex
	asked  map[int]*Note // by key; nil: take it away. Newer takes the place of older
	order  []int         // the keys of asked, as they came
	closed bool
}

// patience is how long the desktop may take for one answer.
const patience = 3 * time.Second

// center is the desktop's side of a Notifier. One goroutine uses it. Show and
// withdraw wait for the desktop, and end with ctx.
type center interface {
	show(ctx context.Context, key int, n Note) error
	withdraw(ctx context.Context, key int) error
	heard() <-chan func() // what the desktop tells, to be called by who uses the center; closed when it is lost
	close()
}

// New is a Notifier that has not asked the desktop for anything. It must be
// closed.
func New(c Config) *Notifier { return start(c, connect) }

func start(c Config, connect func(context.Context, Config) (center, error)) *Notifier {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Followed == nil {
		c.Followed = func(int) {}
	}
	if c.Gone == nil {
		c.Gone = func(int) {}
	}
	ctx, stop := context.WithCancel(context.Background())
	n := &Notifier{Config: c, bell: make(chan struct{}, 1), stop: stop, ended: make(chan struct{}), asked: make(map[int]*Note)}
	go func() {
		defer close(n.ended)
		n.run(ctx, connect)
	}()
	return n
}

// Show shows a note, in place of an earlier one of that key.
func (n *Notifier) Show(key int, note Note) {
	note.Title, note.Text = clean(note.Title, maxTitle), clean(note.Text, maxText)
	n.ask(key, &note)
}

// Withdraw takes the note of that key away, if it is still there.
func (n *Notifier) Withdraw(key int) { n.ask(key, nil) }

// Close takes away what still stands, and waits until nothing runs any more. It
// may be called twice.
func (n *Notifier) Close() {
	n.mu.Lock()
	n.closed = true
	n.mu.Unlock()
	n.stop()
	<-n.ended
}

// ask notes what is to be done: as many as there are keys, since the newest of a
// key takes the place of those before.
func (n *Notifier) ask(key int, note *Note) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.closed {
		return
	}
	if _, waiting := n.asked[key]; !waiting {
		n.order = append(n.order, key)
	}
	n.asked[key] = note
	select {
	case n.bell <- struct{}{}:
	default:
	}
}

func (n *Notifier) next() (key int, note *Note, ok bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.order) == 0 {
		return 0, nil, false
	}
	key = n.order[0]
	note = n.asked[key]
	n.order = n.order[1:]
	delete(n.asked, key)
	return key, note, true
}

// run serves until ctx ends. The desktop is asked for only once there is
// something to show, and asked again for the next note where it was not there.
func (n *Notifier) run(ctx context.Context, connect func(context.Context, Config) (center, error)) {
	var c center
	var heard <-chan func()
	lose := func() {
		if c != nil {
			c.close()
		}
		c, heard = nil, nil
	}
	defer lose()
	for {
		select {
		case <-ctx.Done():
			return
		case told, ok := <-heard:
			if !ok {
				lose()
			} else {
				told()
			}
		case <-n.bell:
			for key, note, ok := n.next(); ok && ctx.Err() == nil; key, note, ok = n.next() {
				if c == nil && note != nil {
					c = n.reach(ctx, connect)
				}
				if c == nil {
					continue
				}
				heard = c.heard()
				if err := n.tell(ctx, c, key, note); err != nil && ctx.Err() == nil {
					n.Log.Debug("the desktop shows no notification", "err", err)
				}
			}
		}
	}
}

// reach connects to the desktop; nil where it has no notifications.
func (n *Notifier) reach(ctx context.Context, connect func(context.Context, Config) (center, error)) center {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c, err := connect(ctx, n.Config)
	if err != nil {
		n.Log.Debug("the desktop has no notifications", "err", err)
		return nil
	}
	return c
}

func (n *Notifier) tell(ctx context.Context, c center, key int, note *Note) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if note == nil {
		return c.withdraw(ctx, key)
	}
	return c.show(ctx, key, *note)
}

// clean makes one line of at most so many runes of a text, without what a desktop
// might take for more than letters.
func clean(text string, most int) string {
	runes := []rune(strings.ToValidUTF8(text, "\uFFFD"))
	if len(runes) > most {
		runes = append(runes[:most-1], '…')
	}
	for i, r := range runes {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			runes[i] = ' '
		}
	}
	return string(runes)
}

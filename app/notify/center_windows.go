package notify

import "context"

// aloud shows nothing: of what Windows offers for notifications the balloon wants
// the tray icon, which Fyne owns, and the toast a registered program and a COM
// server. It plays the sound; what is new stands in the tray icon and in the title.
type aloud struct{ sound *chime }

func connect(_ context.Context, c Config) (center, error) { return &aloud{newChime(c.Log)}, nil }

func (a *aloud) show(_ context.Context, _ int, n Note) error {
	if n.Sound && a.sound.turn() {
		a.sound.play()
	}
	return nil
}

func (*aloud) withdraw(context.Context, int) error { return nil }
func (*aloud) heard() <-chan func()                { return nil }
func (a *aloud) close()                            { a.sound.close() }

package notify

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"landline/assets"
)

// soundPace is the least time between two sounds.
const soundPace = 3 * time.Second

// chime is the soft sound. One goroutine uses it; close waits for what plays.
type chime struct {
	log    *slog.Logger
	now    func() time.Time
	last   time.Time
	path   string // of the sound as a file, once there is one
	stop   context.CancelFunc
	ctx    context.Context
	played sync.WaitGroup
}

func newChime(log *slog.Logger) *chime {
	ctx, stop := context.WithCancel(context.Background())
	return &chime{log: log, now: time.Now, ctx: ctx, stop: stop}
}

// turn tells whether it is time for a sound, and takes the turn.
func (c *chime) turn() bool {
	now := c.now()
	if !c.last.IsZero() && now.Sub(c.last) < soundPace {
		return false
	}
	c.last = now
	return true
}

// file is where the sound lies for other programs to read; empty where it
// cannot be written.
func (c *chime) file() string {
	if c.path == "" {
		path, err := cached("chime.wav", assets.Chime)
		if err != nil {
			c.log.Debug("there is no sound", "err", err)
			return ""
		}
		c.path = path
	}
	return c.path
}

// play plays the sound beside everything else, on whatever this system has for
// that; where it has nothing it is silent.
func (c *chime) play() {
	path := c.file()
	if path == "" {
		return
	}
	c.played.Go(func() {
		ctx, cancel := context.WithTimeout(c.ctx, 2*soundPace)
		defer cancel()
		if err := playFile(ctx, path); err != nil && ctx.Err() == nil {
			c.log.Debug("the sound cannot be played", "err", err)
		}
	})
}

// close ends what plays.
func (c *chime) close() {
	c.stop()
	c.played.Wait()
}

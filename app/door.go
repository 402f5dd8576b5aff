package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"

	"landline/netcore"
)

// Limits of a door.
const (
	doorPath     = 100                    // bytes of the path of a Unix socket that every system takes
	doorPatience = 2 * time.Second        // of a visitor
	visitTime    = doorPatience / 2       // in which the window takes what a visitor says, or leaves it
	doorPause    = 100 * time.Millisecond // between two attempts to come in, or to let somebody in
	linkBytes    = 4096                   // of what a visitor may say

	// handoverPatience is how long a start waits for a window that neither answers
	// nor is gone: one that ends says goodbye to its guests first.
	handoverPatience = 15 * time.Second
)

// errDoorTaken is a door that another process has.
var errDoorTaken = errors.New("app: door: another window of this profile has it")

// errNoInvitation is a visitor who says something else than a link.
var errNoInvitation = errors.New("app: door: that is no invitation")

// door is where the window of a profile waits for later starts of the same
// profile: they say the link that they were started with, and leave the rest to
// it. It is a Unix socket in the profile's folder, and its owner's alone.
type door struct {
	lock     *flock.Flock
	listener net.Listener
}

// arrive opens the door of a profile, or leaves the link with the window that has
// it: then that has heard. A window that is ending, or too busy to answer, is
// waited for. Without a door and an error the system offers none, and with an
// error a later start does not find this one.
func arrive(ctx context.Context, dir, link string) (d *door, heard bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, handoverPatience)
	defer cancel()
	for {
		d, err = openDoor(dir)
		if !errors.Is(err, errDoorTaken) {
			return d, false, err
		}
		if knock(dir, link) {
			return nil, true, nil
		}
		if !sleep(ctx, doorPause) {
			return nil, false, err
		}
	}
}

// openDoor opens the door of a profile, whose folder it makes where there is none;
// nil where the system offers no door. The error is errDoorTaken where another
// process has it. It must be closed.
func openDoor(dir string) (*door, error) {
	path := filepath.Join(dir, "window.sock")
	if len(path) > doorPath {
		return nil, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("app: door: %w", err)
	}
	lock := flock.New(filepath.Join(dir, "window.lock"))
	ours, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("app: door: %w", err)
	}
	if !ours {
		return nil, errDoorTaken
	}
	_ = os.Remove(path) // of a window that was killed
	l, err := net.Listen("unix", path)
	if err != nil {
		_ = lock.Unlock()
		return nil, fmt.Errorf("app: door: %w", err)
	}
	d := &door{lock, l}
	if err := forOwner(path); err != nil {
		d.close()
		return nil, fmt.Errorf("app: door: %w", err)
	}
	return d, nil
}

// forOwner keeps other accounts out, also where the folder does not: a profile
// may lie in one that was there before.
func forOwner(path string) error {
	if runtime.GOOS == "windows" {
		return nil // the rights of the folder hold there
	}
	return os.Chmod(path, 0o600)
}

// close may be called twice, and on nil.
func (d *door) close() {
	if d == nil {
		return
	}
	_ = d.listener.Close() // removes the socket
	_ = d.lock.Unlock()
}

// serve hands over what each visitor says, until ctx ends; visited tells whether
// it was taken before the visit ended, and else the visitor is not answered. One
// visit is served after the other.
func (d *door) serve(ctx context.Context, visited func(visit context.Context, link string) bool) {
	unhook := context.AfterFunc(ctx, func() { _ = d.listener.Close() })
	defer unhook()
	for {
		c, err := d.listener.Accept()
		switch {
		case err == nil:
			_ = heed(ctx, c, visited) // a rude visitor is gone, and that is all
		case errors.Is(err, net.ErrClosed):
			return
		case !sleep(ctx, doorPause): // too many open files, say, which passes
			return
		}
	}
}

// heed hears one visitor out.
func heed(ctx context.Context, c net.Conn, visited func(visit context.Context, link string) bool) error {
	defer c.Close()
	unhook := context.AfterFunc(ctx, func() { _ = c.Close() })
	defer unhook()
	if err := c.SetDeadline(time.Now().Add(doorPatience)); err != nil {
		return err
	}
	link, err := bufio.NewReader(io.LimitReader(c, linkBytes)).ReadString('\n')
	if err != nil {
		return err
	}
	link = strings.TrimSpace(link)
	if link != "" && !netcore.IsInvitation(link) {
		return errNoInvitation
	}
	visit, cancel := context.WithTimeout(ctx, visitTime)
	defer cancel()
	if !visited(visit, link) {
		return ctx.Err()
	}
	_, err = io.WriteString(c, "ok\n")
	return err
}

// knock leaves a link, or an empty one, with the window of a profile that is open
// already. It tells whether there is one, and it has heard.
func knock(dir, link string) bool {
	c, err := net.DialTimeout("unix", filepath.Join(dir, "window.sock"), doorPatience)
	if err != nil {
		return false
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(doorPatience)); err != nil {
		return false
	}
	if _, err := io.WriteString(c, link+"\n"); err != nil {
		return false
	}
	answer, err := bufio.NewReader(io.LimitReader(c, linkBytes)).ReadString('\n')
	return err == nil && answer == "ok\n"
}

// answerDoor brings the window to the front for every later start of this
// profile, and joins the room of the link that it came with. It answers when that
// is done: of a window that ends meanwhile nobody hears, and the later start opens
// its own. A busy window does nothing about a visit that is over: that start comes
// again, with the same link.
func (d *Desk) answerDoor(on Screen) {
	if d.door == nil {
		return
	}
	d.runs.Go(func() {
		d.door.serve(d.ctx, func(visit context.Context, link string) bool {
			taken := make(chan struct{})
			var decided atomic.Bool // that the link is taken, or left
			on.Post(func() {
				if decided.Swap(true) {
					return
				}
				defer close(taken)
				if on.Front != nil {
					on.Front()
				}
				d.invite(link)
			})
			select {
			case <-taken:
				return true
			case <-visit.Done():
			}
			if !decided.Swap(true) {
				return false
			}
			<-taken
			return true
		})
	})
}

// invite follows a link that somebody brought, unless it is empty.
func (d *Desk) invite(link string) {
	if link == "" {
		return
	}
	d.mu.Lock()
	d.link = link
	d.mu.Unlock()
	d.follow()
}

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
	"time"

	"github.com/gofrs/flock"

	"landline/netcore"
)

// Limits of a door.
const (
	doorPath     = 100             // bytes of the path of a Unix socket that every system takes
	doorPatience = 2 * time.Second // for one visit
	linkBytes    = 4096            // of what a visitor may say
)

// errNoInvitation is a visitor who says something else than a link.
var errNoInvitation = errors.New("app: door: that is no invitation")

// door is where the window of a profile waits for later starts of the same
// profile: they say the link that they were started with, and leave the rest to
// it. It is a Unix socket in the profile's folder, and its owner's alone.
type door struct {
	lock     *flock.Flock
	listener net.Listener
}

// openDoor opens the door of a profile; nil where another process has it, or the
// system offers none. It must be closed.
func openDoor(dir string) (*door, error) {
	path := filepath.Join(dir, "window.sock")
	if len(path) > doorPath {
		return nil, nil
	}
	lock := flock.New(filepath.Join(dir, "window.lock"))
	if ours, err := lock.TryLock(); err != nil || !ours {
		return nil, err
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

// serve hands over what each visitor says, until ctx ends. Visits are short, and
// one is served after the other.
func (d *door) serve(ctx context.Context, visited func(link string)) {
	unhook := context.AfterFunc(ctx, func() { _ = d.listener.Close() })
	defer unhook()
	for {
		c, err := d.listener.Accept()
		if err != nil {
			return
		}
		if link, err := heed(c); err == nil {
			visited(link)
		}
	}
}

// heed hears one visitor out.
func heed(c net.Conn) (link string, err error) {
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(doorPatience)); err != nil {
		return "", err
	}
	link, err = bufio.NewReader(io.LimitReader(c, linkBytes)).ReadString('\n')
	if err != nil {
		return "", err
	}
	link = strings.TrimSpace(link)
	if link != "" && !netcore.IsInvitation(link) {
		return "", errNoInvitation
	}
	_, err = io.WriteString(c, "ok\n")
	return link, err
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
// profile, and joins the room of the link that it came with.
func (d *Desk) answerDoor(on Screen) {
	if d.door == nil {
		return
	}
	d.runs.Go(func() {
		d.door.serve(d.ctx, func(link string) {
			on.Post(func() {
				if on.Front != nil {
					on.Front()
				}
				if link != "" {
					d.Join(link)
				}
			})
		})
	})
}

package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"landline/netcore/history"
)

type exportCommand struct {
	Room   string `arg:"" help:"The room's name or its id."`
	Format string `help:"txt, jsonl or html." enum:"txt,jsonl,html" default:"txt" placeholder:"FORMAT"`
	Output string `help:"File to write; standard output where left out." placeholder:"FILE"`
}

type importCommand struct {
	File string `arg:"" help:"File that export --format jsonl wrote; - for standard input."`
}

type keepCommand struct {
	Room string `arg:"" help:"The room's name or its id."`
	Keep string `arg:"" help:"all, so many days as 30d, or so many lines as 10000."`
}

// export carries out `landline export`: of the room itself, and not of others that
// use its id.
func (s *shell) export(ctx context.Context, p *profile, c exportCommand) int {
	room, t, code := s.named(p, c.Room)
	if code != exitDone {
		return code
	}
	write := func(w io.Writer) (int, error) {
		return p.history.Export(ctx, w, room.ID, t.covers, history.Format(c.Format))
	}
	if c.Output == "" || c.Output == "-" {
		if _, err := write(outlet{s.out.out}); err != nil {
			return s.broken(err)
		}
		return exitDone
	}
	lines, err := writeFile(c.Output, write)
	if err != nil {
		return s.broken(err)
	}
	s.out.sayf("%s of %q written to %s.", countLines(uint64(lines)), room.Name, c.Output)
	return exitDone
}

// writeFile puts a file in the place of the one at path when it is complete.
func writeFile(path string, write func(io.Writer) (int, error)) (n int, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".landline-*")
	if err != nil {
		return 0, err
	}
	if n, err = write(f); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return 0, err
	}
	return n, nil
}

// outlet writes to standard output what is no line.
type outlet struct{ to *stream }

func (p outlet) Write(b []byte) (int, error) {
	if len(b) > 0 {
		p.to.print(append([]byte(nil), b...), nil)
	}
	if err := p.to.broken(); err != nil {
		return 0, err
	}
	return len(b), nil
}

// take carries out `landline import`.
func (s *shell) take(ctx context.Context, h *history.Store, c importCommand) int {
	in := s.Stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return s.broken(err)
		}
		defer f.Close()
		in = f
	}
	got, err := h.Import(ctx, in)
	var wrong *history.ImportError
	switch {
	case errors.As(err, &wrong):
		return s.out.fail(exitFailed, fmt.Sprintf("Nothing was imported: line %d of %s cannot be taken: %v.", wrong.Line, c.File, wrong.Err))
	case err != nil:
		return s.broken(err)
	}
	s.out.sayf("%s imported, %s known already, of %s.", countLines(uint64(got.Added)), countLines(uint64(got.Known)), countOf(len(got.Rooms), "room"))
	return exitDone
}

// keep carries out `landline keep`.
func (s *shell) keep(p *profile, c keepCommand) int {
	k, err := parseKeep(c.Keep)
	if err != nil || k == nil {
		return s.out.fail(exitUsage, fmt.Sprintf("%q: want all, a number of days such as 30d, or a number of lines.", c.Keep))
	}
	room, _, code := s.named(p, c.Room)
	if code != exitDone {
		return code
	}
	if !room.Hosted {
		return s.out.fail(exitUsage, fmt.Sprintf("%q is not a room of this computer: its host says how long its lines are kept.", room.Name))
	}
	l, err := p.history.Log(room.ID, room.Name)
	if err == nil {
		err = l.SetKeep(*k)
	}
	if err != nil {
		return s.broken(err)
	}
	s.out.sayf("The lines of %q: %s.", room.Name, keepSentence(*k))
	return exitDone
}

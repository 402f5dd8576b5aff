package app

import (
	"context"
	"errors"
	"io"
	"time"
)

// lastLines is how long, once the program was asked to end, a stream may take
// over one line before what is left is given up.
const lastLines = time.Second

// errNobodyReads is why lines are lost that nobody takes out of a pipe.
var errNobodyReads = errors.New("nobody reads it")

// stream writes lines to standard output or standard error. Its reader may be
// slow, and then print waits; a reader who is stuck may not keep the program
// from ending, so a goroutine of its own sits in Write, and is left there.
// Print is safe for concurrent use.
type stream struct {
	ctx   context.Context // ends when the program is asked to
	lines chan printout
	ended chan struct{}   // closed when the last line was written
	lost  context.Context // ends when a line could not be written; the cause says why
	lose  context.CancelCauseFunc
}

// printout is one line with its end, or nothing but a mark between two.
type printout struct {
	line  []byte
	notes *noting // of who follows it; may be nil
}

// openStream begins to write to w. Close ends it.
func openStream(ctx context.Context, w io.Writer) *stream {
	s := &stream{ctx: ctx, lines: make(chan printout), ended: make(chan struct{})}
	s.lost, s.lose = context.WithCancelCause(context.Background())
	go s.run(w)
	return s
}

// run writes until close. Behind a line that was lost nothing is written: what
// was printed has no hole.
func (s *stream) run(w io.Writer) {
	defer close(s.ended)
	for p := range s.lines {
		if s.lost.Err() != nil {
			continue
		}
		if err := p.write(w); err != nil {
			s.lose(err)
		}
	}
}

// write prints the line. One that is followed is begun only when nothing can
// hold it up any more: as long as the reader is slow, it is not.
func (p printout) write(w io.Writer) error {
	if len(p.line) == 0 {
		if p.notes != nil {
			p.notes.finish()
		}
		return nil
	}
	if p.notes == nil {
		_, err := w.Write(p.line)
		return err
	}
	n, err := writeBegun(w, p.line, p.notes)
	if err == nil {
		_, err = w.Write(p.line[n:])
	}
	if err != nil {
		p.notes.undo()
		return err
	}
	p.notes.finish()
	return nil
}

// print hands over one line with its end. Notes, which may be nil, follow it.
// When it returns all before was written; an empty line waits for that alone.
func (s *stream) print(line []byte, notes *noting) {
	p := printout{line, notes}
	select {
	case s.lines <- p:
		return
	case <-s.lost.Done():
		return
	case <-s.ctx.Done():
	}
	late := time.NewTimer(lastLines)
	defer late.Stop()
	select {
	case s.lines <- p:
	case <-s.lost.Done():
	case <-late.C:
		s.lose(errNobodyReads)
	}
}

// close waits until everything was written, and returns why where it was not.
// Nothing may be printed any more.
func (s *stream) close() error {
	close(s.lines)
	select {
	case <-s.ended:
		return s.broken()
	case <-s.ctx.Done():
	}
	late := time.NewTimer(lastLines)
	defer late.Stop()
	select {
	case <-s.ended:
	case <-late.C:
		s.lose(errNobodyReads)
	}
	return s.broken()
}

// broken says why lines were lost; nil while none was.
func (s *stream) broken() error { return context.Cause(s.lost) }

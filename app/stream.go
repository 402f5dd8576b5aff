package app

import (
	"context"
	"errors"
	"io"
	"sync/atomic"
	"time"
)

// lastLines is how long, once the program was asked to end, a stream may take
// over one write before what is left is given up.
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
	wrote atomic.Int64    // how often something was written
	ended chan struct{}   // closed when the last line was written
	lost  context.Context // ends when a line could not be written; the cause says why
	lose  context.CancelCauseFunc
}

// printout is one line with its end, or nothing but a mark between two.
type printout struct {
	line  []byte
	notes *noting // of who follows it; may be nil
}

// openStream begins to write to w. So many lines may wait to be written, and
// those that do are written together. Close ends it.
func openStream(ctx context.Context, w io.Writer, ahead int) *stream {
	s := &stream{ctx: ctx, lines: make(chan printout, ahead), ended: make(chan struct{})}
	s.lost, s.lose = context.WithCancelCause(context.Background())
	go s.run(w)
	return s
}

// run writes until close. Behind a line that was lost nothing is written: what
// was printed has no hole.
func (s *stream) run(w io.Writer) {
	defer close(s.ended)
	var page []printout // waits together
	for p := range s.lines {
		for more := true; more; {
			page, p, more = s.gather(append(page[:0], p))
			if s.lost.Err() != nil {
				continue
			}
			if err := write(w, page); err != nil {
				s.lose(err)
			}
			s.wrote.Add(1)
		}
		clear(page)
	}
}

// gather adds what waits already to the first of a page, as much as fits. Next is
// the one that does not, where more is true.
func (s *stream) gather(page []printout) (all []printout, next printout, more bool) {
	size := len(page[0].line)
	for size > 0 && len(page) < cap(s.lines) {
		select {
		case p, ok := <-s.lines:
			if !ok {
				return page, next, false
			}
			if size += len(p.line); size > pageSize || len(p.line) == 0 {
				return page, p, true
			}
			page = append(page, p)
		default:
			return page, next, false
		}
	}
	return page, next, false
}

// write prints a page. What is followed is begun only when nothing can hold it
// up any more: as long as the reader is slow, it is not.
func write(w io.Writer, page []printout) error {
	text, notes := join(page)
	switch {
	case len(text) == 0 && notes != nil:
		notes.finish()
		return nil
	case len(text) == 0:
		return nil
	case notes == nil:
		_, err := w.Write(text)
		return err
	}
	n, begun, err := writeBegun(w, text, notes)
	if err == nil && !begun && len(page) > 1 {
		return writeEach(w, page)
	}
	if err == nil {
		var more int
		more, err = w.Write(text[n:])
		n += more
	}
	if err == nil {
		notes.finish()
		return nil
	}
	settle(page, n, notes)
	return err
}

// writeEach prints the lines of a page one after the other.
func writeEach(w io.Writer, page []printout) error {
	for i := range page {
		if err := write(w, page[i:i+1]); err != nil {
			return err
		}
	}
	return nil
}

// join makes one text of a page, and one note of those that follow its lines;
// nil for none.
func join(page []printout) (text []byte, notes *noting) {
	text = page[0].line
	if len(page) > 1 {
		text = make([]byte, 0, pageSize)
	}
	for _, p := range page {
		if len(page) > 1 {
			text = append(text, p.line...)
		}
		if p.notes == nil {
			continue
		}
		if notes == nil {
			first := *p.notes
			notes = &first
		}
		notes.to, notes.lines = p.notes.to, notes.lines+1
	}
	return text, notes
}

// settle notes how far a page was printed whose first bytes were written, and no
// more.
func settle(page []printout, written int, all *noting) {
	last := all.undo
	for _, p := range page {
		if written -= len(p.line); written < 0 {
			break
		}
		if p.notes != nil {
			last = p.notes.finish
		}
	}
	last()
}

// print hands over one line with its end. Notes, which may be nil, follow it.
// Where no lines may wait, all before was written when it returns; an empty line
// waits for that alone.
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
	for {
		before := s.wrote.Load()
		late := time.NewTimer(lastLines)
		select {
		case <-s.ended:
			late.Stop()
			return s.broken()
		case <-late.C:
			if s.wrote.Load() == before {
				s.lose(errNobodyReads)
				return s.broken()
			}
		}
	}
}

// broken says why lines were lost; nil while none was.
func (s *stream) broken() error { return context.Cause(s.lost) }

//go:build unix

package soak

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// errorBytes bounds what is kept of a process's standard error: the last of it.
const errorBytes = 256 << 10

// process is one running program, and the run that it becomes.
type process struct {
	cmd   *exec.Cmd
	stdin io.WriteCloser
	ended chan struct{} // closed when it has ended and everything was read

	mu      sync.Mutex
	run     run
	stderr  tail
	changed chan struct{} // closed, and made anew, with every event
}

// tail keeps the last of what is written to it. A process's own mutex guards
// nothing here: the only writer is done before ended is closed.
type tail struct{ bytes.Buffer }

func (t *tail) Write(b []byte) (int, error) {
	if t.Len() > errorBytes {
		t.Next(t.Len() - errorBytes/2)
	}
	return t.Buffer.Write(b)
}

// startProcess runs the program, and reads what it prints until it ends.
func startProcess(cmd *exec.Cmd, r run) (*process, error) {
	cmd.Env = append(os.Environ(), asProgram+"=1")
	p := &process{cmd: cmd, run: r, ended: make(chan struct{}), changed: make(chan struct{})}
	var err error
	if p.stdin, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	cmd.Stderr = &p.stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(p.ended)
		p.read(stdout)
		p.reap()
	}()
	return p, nil
}

// read takes in what the process prints, to its end. What a kill cut off was
// not printed.
func (p *process) read(stdout io.Reader) {
	lines := bufio.NewReaderSize(stdout, 64<<10)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			if len(line) > 0 {
				p.change(func(r *run) {
					if !r.Killed {
						r.Trouble = fmt.Sprintf("it ended in the middle of a line: %.200q", line)
					}
				})
			}
			return
		}
		e, err := parse(line)
		p.change(func(r *run) {
			switch {
			case err != nil:
				r.Trouble = fmt.Sprintf("%v: %.200q", err, line)
			case e.Event != "joined" && e.Event != "left":
				r.Events = append(r.Events, e)
			}
		})
	}
}

// reap takes in how the process ended.
func (p *process) reap() {
	err := p.cmd.Wait()
	p.change(func(r *run) {
		var failed *exec.ExitError
		switch {
		case errors.As(err, &failed):
			r.Code = failed.ExitCode()
		case err != nil:
			r.Code = -1
		}
	})
}

// change edits the run and wakes whoever waits for it.
func (p *process) change(edit func(*run)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	edit(&p.run)
	close(p.changed)
	p.changed = make(chan struct{})
}

// await waits until the run is such, and returns false where ctx or the
// process ends first.
func (p *process) await(ctx context.Context, such func(*run) bool) bool {
	for {
		p.mu.Lock()
		ok, changed := such(&p.run), p.changed
		p.mu.Unlock()
		if ok {
			return true
		}
		select {
		case <-changed:
		case <-p.ended:
			p.mu.Lock()
			defer p.mu.Unlock()
			return such(&p.run)
		case <-ctx.Done():
			return false
		}
	}
}

// look reads something off the run as it is now.
func look[T any](p *process, read func(*run) T) T {
	p.mu.Lock()
	defer p.mu.Unlock()
	return read(&p.run)
}

// kill ends the process at once. It is a kill only where that is what ended it.
func (p *process) kill() {
	p.mu.Lock()
	p.run.Killed = true
	p.mu.Unlock()
	_ = p.cmd.Process.Kill()
	<-p.ended
	p.change(func(r *run) { r.Killed = r.Code == -1 })
}

// interrupt asks the process to end.
func (p *process) interrupt() { _ = p.cmd.Process.Signal(syscall.SIGTERM) }

// freeze stops the process where it stands, as a computer does that sleeps.
func (p *process) freeze() { _ = p.cmd.Process.Signal(syscall.SIGSTOP) }

// thaw undoes freeze.
func (p *process) thaw() { _ = p.cmd.Process.Signal(syscall.SIGCONT) }

// strand ends a process that should have ended by itself, and keeps where its
// goroutines stood.
func (p *process) strand() {
	p.thaw()
	_ = p.cmd.Process.Signal(syscall.SIGQUIT)
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case <-p.ended:
	case <-late.C:
		p.kill()
	}
	p.change(func(r *run) { r.Stranded = "\n" + p.stderr.String() })
}

// feed says lines, as many as each value of more asks for, and closes standard
// input when more is closed. It returns early when the process ends.
func (p *process) feed(name string, number int, more <-chan int) {
	defer p.stdin.Close()
	for {
		select {
		case n, ok := <-more:
			if !ok {
				return
			}
			for range n {
				var line string
				p.change(func(r *run) {
					r.Fed++
					line = lineOf(name, number, r.Fed)
				})
				if _, err := io.WriteString(p.stdin, line+"\n"); err != nil {
					return
				}
			}
		case <-p.ended:
			return
		}
	}
}

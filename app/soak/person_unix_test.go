//go:build unix

package soak

import (
	"context"
	"os/exec"
	"sync"
	"time"
)

// pause is how long a person waits who came to nothing, before they start the
// program again.
const pause = 300 * time.Millisecond

// person starts the program with one profile, again and again. Live runs on a
// goroutine of its own; the other methods may be called from any.
type person struct {
	name    string
	host    bool
	history uint64
	command func() *exec.Cmd // the whole command line
	pace    func() int       // lines to say at each beat

	beat time.Duration
	quit chan struct{} // closed by finish

	mu      sync.Mutex
	now     *process // nil before the first start
	down    time.Duration
	past    []*process
	broken  error
	changed chan struct{} // closed, and made anew, with every start
}

// beat is how often a person says something.
const beat = 50 * time.Millisecond

// live starts the program until it has ended by itself and is not to be
// started again: a killed one comes back after the time that kill was given.
func (p *person) live(ctx context.Context) {
	for ctx.Err() == nil {
		proc, number, err := p.start()
		if err != nil {
			return
		}
		p.speak(ctx, proc, number)
		<-proc.ended
		var wait time.Duration
		switch r := look(proc, func(r *run) run { return *r }); {
		case p.downtime() > 0:
			wait = p.downtime()
		case !r.Killed && r.vain():
			wait = pause
		default:
			return
		}
		again := time.NewTimer(wait)
		select {
		case <-again.C:
		case <-ctx.Done():
			again.Stop()
		}
	}
}

// start starts the program once more.
func (p *person) start() (proc *process, number int, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	proc, err = startProcess(p.command(), run{Host: p.host, History: p.history})
	if err != nil {
		p.broken = err
		return nil, 0, err
	}
	p.now, p.down = proc, 0
	p.past = append(p.past, proc)
	close(p.changed)
	p.changed = make(chan struct{})
	return proc, len(p.past), nil
}

// speak says lines at the person's pace until the process has ended or the
// person is to finish.
func (p *person) speak(ctx context.Context, proc *process, number int) {
	more := make(chan int)
	var feeding sync.WaitGroup
	defer feeding.Wait()
	defer close(more)
	feeding.Go(func() { proc.feed(p.name, number, more) })
	beats := time.NewTicker(p.beat)
	defer beats.Stop()
	for {
		select {
		case <-beats.C:
		case <-p.quit:
			return
		case <-proc.ended:
			return
		case <-ctx.Done():
			return
		}
		select {
		case more <- p.pace():
		case <-p.quit:
			return
		case <-proc.ended:
			return
		case <-ctx.Done():
			return
		}
	}
}

func (p *person) downtime() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.down
}

// current is the process that runs, or ran last; nil before the first.
func (p *person) current() *process {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now
}

// next waits for a start behind the given process.
func (p *person) next(ctx context.Context, than *process) *process {
	for {
		p.mu.Lock()
		now, changed := p.now, p.changed
		p.mu.Unlock()
		if now != than {
			return now
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil
		}
	}
}

// kill ends the program with -9, and lets it be started again after down,
// which must be positive.
func (p *person) kill(down time.Duration) {
	if proc := p.current(); proc != nil {
		p.rest(down)
		proc.kill()
	}
}

// restart ends the program the polite way, and lets it be started again. One
// that has not printed anything yet may not know that way, and is killed.
func (p *person) restart(down time.Duration) {
	proc := p.current()
	switch {
	case proc == nil:
	case look(proc, func(r *run) int { return len(r.Events) }) == 0:
		p.kill(down)
	default:
		p.rest(down)
		proc.interrupt()
	}
}

func (p *person) rest(down time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = down
}

// member is what the person's processes did. They have all ended.
func (p *person) member() member {
	p.mu.Lock()
	defer p.mu.Unlock()
	m := member{Name: p.name}
	for _, proc := range p.past {
		m.Runs = append(m.Runs, &proc.run)
	}
	return m
}

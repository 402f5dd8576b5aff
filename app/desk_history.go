package app

import (
	"errors"
	"os"
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
	"landline/netcore/history"
)

// SayAgain says a line that the room did not take once more.
func (d *Desk) SayAgain(room vm.Key, id chat.MessageID) {
	s := d.seat(room)
	if s == nil {
		return
	}
	if !s.session.sayAgain(id) {
		d.feed.put(vm.Happened{Room: room, Event: chat.Declined{ID: id, Refusal: chat.Refuse(chat.Busy, "")}})
	}
}

// TookBack forgets a line that the room did not take.
func (d *Desk) TookBack(room vm.Key, id chat.MessageID) {
	if s := d.seat(room); s != nil {
		s.session.tookBack(id)
	}
}

// Draft keeps what is being written.
func (d *Desk) Draft(room vm.Key, text string) {
	if s := d.seat(room); s != nil {
		s.session.keep.drafted(text)
	}
}

// Read keeps how far the person has read.
func (d *Desk) Read(room vm.Key, seq uint64) {
	if s := d.seat(room); s != nil {
		s.session.keep.read(seq)
	}
}

// Older asks for older lines.
func (d *Desk) Older(room vm.Key) {
	if s := d.seat(room); s != nil {
		d.runs.Go(s.back.older)
	}
}

// actsShown bounds the acts of keeping order that the window is told of.
const actsShown = 200

// describePause is the least time between two answers to Describe.
const describePause = time.Second

// Describe asks how a room is kept.
func (d *Desk) Describe(room vm.Key) {
	s := d.seat(room)
	if s == nil {
		return
	}
	d.mu.Lock()
	waits := s.describing
	s.describing = true
	pause := time.Until(s.described.Add(describePause))
	d.mu.Unlock()
	if waits {
		return
	}
	d.runs.Go(func() {
		if !sleep(d.ctx, pause) {
			return
		}
		d.mu.Lock()
		s.describing, s.described = false, time.Now()
		d.mu.Unlock()
		d.feed.push(d.details(s))
	})
}

// Keep sets how long the lines of a room that is hosted here are kept.
func (d *Desk) Keep(room vm.Key, keep vm.Keep) {
	s := d.seat(room)
	if s == nil {
		return
	}
	d.runs.Go(func() {
		if h := s.hosting.Load(); h != nil {
			if err := h.said.SetKeep(historyKeep(keep)); err != nil {
				d.log.Error("how long lines are kept cannot be changed", "room", s.name(), "err", err)
			}
		}
		d.feed.push(d.details(s))
	})
}

// historyKeep is what a window's choice means to the history.
func historyKeep(keep vm.Keep) history.Keep {
	return history.Keep{Age: time.Duration(min(keep.Days, mostDays)) * day, Lines: uint64(keep.Lines)}
}

// details is how a room is kept.
func (d *Desk) details(s *seat) vm.Details {
	details := vm.Details{
		Room: s.key, Hosting: s.dialer == nil, Waiting: s.session.waiting(), Folder: d.downloadFolder(),
	}
	if h := s.hosting.Load(); h != nil {
		details.Address = first(h.addresses())
		var err error
		if details.Acts, err = h.said.RecentActs(actsShown); err != nil {
			d.unread(err)
		}
	} else {
		d.mu.Lock()
		details.Address = s.kept.Target
		d.mu.Unlock()
	}
	_, details.Host, _ = s.session.socket()
	at := s.at.Load()
	if at == nil || at.seat == nil {
		details.Epoch, details.First, details.Head = s.back.bounds()
		return details
	}
	r, err := at.seat.Describe()
	if err != nil {
		d.unread(err)
	}
	details.ID, details.Epoch = r.ID, r.Epoch
	if details.Host.IsZero() {
		details.Host = r.Host
	}
	details.Keep = vm.Keep{Days: int(r.Keep.Age / day), Lines: int(r.Keep.Lines)}
	details.Lines, details.Bytes = r.Lines, r.Bytes
	details.First, details.Head = r.First, r.Head
	if epoch, first, head := s.back.bounds(); epoch == r.Epoch && first > 0 {
		details.First, details.Head = first, head
	}
	details.Gaps = gaps(r, details.First, details.Head)
	return details
}

// gaps are the lines from first to head that are not among those of r.
func gaps(r history.Room, first, head uint64) (missing []vm.Span) {
	add := func(from, to uint64) {
		from, to = max(from, first), min(to, head)
		if from <= to {
			missing = append(missing, vm.Span{First: from, Last: to})
		}
	}
	if r.Lines == 0 {
		add(first, head)
		return missing
	}
	if r.First > 0 {
		add(1, r.First-1)
	}
	for _, g := range r.Gaps {
		add(g[0], g[1])
	}
	add(r.Head+1, head)
	return missing
}

// Export writes a room to a file that is not there yet.
func (d *Desk) Export(room vm.Key, format vm.Format, path string) {
	s := d.seat(room)
	if s == nil {
		return
	}
	d.runs.Go(func() {
		t, err := d.tenureOf(s)
		var lines int
		if err == nil {
			lines, err = d.export(t, history.Format(format), path)
		}
		done := vm.Exported{Room: room, Path: path, Lines: lines}
		if err != nil {
			done.Trouble = vm.Trouble{Kind: vm.OwnFiles, Target: path, Detail: sentence(err)}
		}
		d.feed.push(done)
	})
}

// export leaves no file behind where it fails.
func (d *Desk) export(t tenure, format history.Format, path string) (lines int, err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return 0, err
	}
	lines, err = d.profile.history.Export(d.ctx, f, t.room, t.covers, format)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(path)
	}
	return lines, err
}

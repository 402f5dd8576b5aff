package vm

import "landline/netcore/chat"

// First is the ordinal of the oldest line.
func (t *Transcript) First() int { return t.base - t.before }

// Base is the ordinal of the first line of the log that the room has now, or
// where that line will stand.
func (t *Transcript) Base() int { return t.base }

// Settled is the ordinal after the last settled line; pending ones follow.
func (t *Transcript) Settled() int { return t.base + t.log.n }

// End is the ordinal after the last line.
func (t *Transcript) End() int { return t.Settled() + len(t.pending) }

// At is the line with ordinal i, which must be within First and End.
func (t *Transcript) At(i int) Line {
	if i >= t.Settled() {
		return t.pending[i-t.Settled()]
	}
	return t.at(i).line()
}

// Len is how many bytes the text of the line with ordinal i has, which must be
// within First and End.
func (t *Transcript) Len(i int) int {
	if i >= t.Settled() {
		return len(t.pending[i-t.Settled()].Text)
	}
	return len(t.at(i).text)
}

// at is the settled line with ordinal i.
func (t *Transcript) at(i int) *kept {
	i -= t.base
	for k := len(t.past) - 1; i < 0; k-- {
		if i += t.past[k].n; i >= 0 {
			return t.past[k].at(i)
		}
	}
	return t.log.at(i)
}

// Find looks for the line called key, which had the ordinal near before the
// transcript changed.
func (t *Transcript) Find(key LineKey, near int) (ordinal int, ok bool) {
	if near >= t.First() && near < t.End() && t.key(near) == key {
		return near, true
	}
	// A line that came true is near the end; only one of an earlier log, which
	// older lines have moved, is anywhere.
	for i := t.End() - 1; i >= t.First(); i-- {
		if t.key(i) == key {
			return i, true
		}
	}
	return 0, false
}

func (t *Transcript) key(i int) LineKey {
	if i >= t.Settled() {
		return t.pending[i-t.Settled()].Key
	}
	return t.at(i).key
}

// Ordinal finds the line numbered seq of the log that the room has now.
func (t *Transcript) Ordinal(seq uint64) (ordinal int, ok bool) {
	i, ok := t.log.numbered(seq)
	if !ok {
		return 0, false
	}
	return t.base + i, true
}

// quoted finds the line that the one with ordinal i is about: in its own log.
func (t *Transcript) quoted(i int, ref chat.Ref) (line *kept, ok bool) {
	l := &t.log
	if i < t.base {
		i -= t.base
		for k := len(t.past) - 1; i < 0; k-- {
			l = &t.past[k]
			i += l.n
		}
	}
	return l.named(ref)
}

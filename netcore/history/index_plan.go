package history

import (
	"cmp"
	"slices"
)

// indexed is what one of the two files, the history or its index, has of a log.
// The salt tells two logs apart that were given one number, when the history
// began anew.
type indexed struct {
	salt  salt
	spans spans // in order; the bytes are not counted
}

// chunk is a run of lines of one log.
type chunk struct {
	log         int64
	first, last uint64
}

func (c chunk) lines() uint64 { return c.last - c.first + 1 }

// plan is what is to be done so that the index has what the history has.
type plan struct {
	gone []chunk // leave the index
	come []chunk // enter it: the shortest first, so that what was just said is not behind a long past
}

// compare plans how the index is brought from what it has to what is stored.
func compare(stored, have map[int64]indexed) (p plan) {
	for log, old := range have {
		keep := stored[log]
		if keep.salt != old.salt {
			keep.spans = nil
		}
		p.gone = append(p.gone, chunksOf(log, old.spans.minus(keep.spans))...)
	}
	for log, now := range stored {
		old := have[log]
		if old.salt != now.salt {
			old.spans = nil
		}
		p.come = append(p.come, chunksOf(log, now.spans.minus(old.spans))...)
	}
	byLength := func(a, b chunk) int {
		return cmp.Or(cmp.Compare(a.lines(), b.lines()), cmp.Compare(b.log, a.log), cmp.Compare(b.first, a.first))
	}
	slices.SortFunc(p.gone, byLength)
	slices.SortFunc(p.come, byLength)
	return p
}

func (p plan) empty() bool { return len(p.gone) == 0 && len(p.come) == 0 }

func chunksOf(log int64, list spans) []chunk {
	chunks := make([]chunk, len(list))
	for i, x := range list {
		chunks[i] = chunk{log, x.first, x.last}
	}
	return chunks
}

// minus returns what is in s and not in other.
func (s spans) minus(other spans) (left spans) {
	for _, x := range s {
		from := x.first
		for i := other.at(from); i < len(other) && other[i].first <= x.last; i++ {
			if from < other[i].first {
				left = append(left, span{first: from, last: other[i].first - 1})
			}
			from = other[i].last + 1
		}
		if from <= x.last {
			left = append(left, span{first: from, last: x.last})
		}
	}
	return left
}

// take cuts at most n lines from the plan's chunks, the newest of each chunk.
func take(chunks []chunk, n uint64) (taken []chunk, more bool) {
	for _, c := range chunks {
		if n == 0 {
			return taken, true
		}
		if c.lines() > n {
			c.first, more = c.last-n+1, true
		}
		n -= c.lines()
		taken = append(taken, c)
	}
	return taken, more
}

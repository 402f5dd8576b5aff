package vm

import (
	"sort"

	"landline/netcore/chat"
)

const (
	chunkLines = 512 // lines in one chunk
	lineCost   = 128 // bytes that a line takes beside its text, roughly
	rareCost   = 96  // bytes that what few lines have takes
)

// life is a run of lines that grows at both ends. Its chunks spare a long
// transcript the copying that one growing slice would need, at either end.
type life struct {
	chunks []*chunk
	skip   int // places before the first line in the first chunk
	n      int
	cost   int // bytes, roughly
}

type chunk [chunkLines]kept

// at is line i, counted from the first.
func (l *life) at(i int) *kept {
	i += l.skip
	return &l.chunks[i/chunkLines][i%chunkLines]
}

// push adds a line below the others.
func (l *life) push(line kept) {
	if l.skip+l.n == len(l.chunks)*chunkLines {
		l.chunks = append(l.chunks, new(chunk))
	}
	if !line.numbered && l.n > 0 {
		line.seq = l.at(l.n - 1).seq
	}
	l.n++
	*l.at(l.n - 1) = line
	l.cost += line.cost()
}

// pop takes the last line away.
func (l *life) pop() {
	last := l.at(l.n - 1)
	l.cost -= last.cost()
	*last = kept{}
	l.n--
}

// change puts a line into the place of what it was before.
func (l *life) change(place *kept, line kept) {
	l.cost += line.cost() - place.cost()
	*place = line
}

// unshift adds a line above the others.
func (l *life) unshift(line kept) {
	if l.skip == 0 {
		l.chunks = append([]*chunk{new(chunk)}, l.chunks...)
		l.skip = chunkLines
	}
	l.skip--
	l.n++
	*l.at(0) = line
	l.cost += line.cost()
	for i := 1; line.numbered && i < l.n && !l.at(i).numbered && l.at(i).seq == 0; i++ {
		l.at(i).seq = line.seq // once for each: from now on a numbered line is above it
	}
}

// shed drops the first chunk and returns how many lines went with it.
func (l *life) shed() int {
	gone := min(chunkLines-l.skip, l.n)
	for i := range gone {
		l.cost -= l.at(i).cost()
	}
	l.chunks[0] = nil // the array behind the slice keeps its place
	l.chunks = l.chunks[1:]
	l.n, l.skip = l.n-gone, 0
	return gone
}

// from is the place of the first line that is numbered seq or more, or stands
// below one that is; n where there is none. A line without a number has that of the
// line above it: behind however many of them, the search takes as few steps.
func (l *life) from(seq uint64) int {
	return sort.Search(l.n, func(i int) bool { return l.at(i).seq >= seq })
}

// numbered is the place of line seq of the log.
func (l *life) numbered(seq uint64) (i int, ok bool) {
	i = l.from(seq)
	return i, i < l.n && l.at(i).numbered && l.at(i).seq == seq
}

// named finds the line that a ref names.
func (l *life) named(ref chat.Ref) (line *kept, ok bool) {
	i, ok := l.numbered(ref.Seq)
	if !ok {
		return nil, false
	}
	line = l.at(i)
	return line, line.id == ref.ID
}

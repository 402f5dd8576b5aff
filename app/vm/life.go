package vm

const (
	chunkLines = 512 // lines in one chunk
	lineCost   = 256 // bytes that a line takes beside its text, roughly
)

// life is a run of lines that grows at both ends. Its chunks spare a long
// transcript the copying that one growing slice would need, at either end.
type life struct {
	chunks []*chunk
	skip   int // places before the first line in the first chunk
	n      int
	cost   int // bytes, roughly
}

type chunk [chunkLines]Line

// at is line i, counted from the first.
func (l *life) at(i int) *Line {
	i += l.skip
	return &l.chunks[i/chunkLines][i%chunkLines]
}

// push adds a line below the others.
func (l *life) push(line Line) {
	if l.skip+l.n == len(l.chunks)*chunkLines {
		l.chunks = append(l.chunks, new(chunk))
	}
	l.n++
	*l.at(l.n - 1) = line
	l.cost += cost(line)
}

// unshift adds a line above the others.
func (l *life) unshift(line Line) {
	if l.skip == 0 {
		l.chunks = append([]*chunk{new(chunk)}, l.chunks...)
		l.skip = chunkLines
	}
	l.skip--
	l.n++
	*l.at(0) = line
	l.cost += cost(line)
}

// shed drops the first chunk and returns how many lines went with it.
func (l *life) shed() int {
	gone := min(chunkLines-l.skip, l.n)
	for i := range gone {
		l.cost -= cost(*l.at(i))
	}
	l.chunks = l.chunks[1:]
	l.n, l.skip = l.n-gone, 0
	return gone
}

func cost(line Line) int { return lineCost + len(line.Text) + len(line.Reason) }

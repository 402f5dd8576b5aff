package ui

// heightBlock is how many heights share one sum.
const heightBlock = 512

// heights knows how high each line of a transcript is, as far as it was laid
// out, and guesses the rest. Nothing on the screen stands on the guesses but
// the scroll bar's thumb. Blocks of sums make a position in a long transcript
// a few hundred steps instead of as many as there are lines.
type heights struct {
	first  int // ordinal of the first line
	end    int
	blocks []block
}

type block struct {
	lines []float32
	sum   float64
}

// add appends the height of the line with ordinal end.
func (h *heights) add(height float32) {
	if n := len(h.blocks); n == 0 || len(h.blocks[n-1].lines) == heightBlock {
		h.blocks = append(h.blocks, block{lines: make([]float32, 0, heightBlock)})
	}
	b := &h.blocks[len(h.blocks)-1]
	b.lines = append(b.lines, height)
	b.sum += float64(height)
	h.end++
}

// set corrects the height of line i.
func (h *heights) set(i int, height float32) {
	i -= h.first
	b := &h.blocks[i/heightBlock]
	b.sum += float64(height) - float64(b.lines[i%heightBlock])
	b.lines[i%heightBlock] = height
}

// truncate forgets the lines from ordinal end on.
func (h *heights) truncate(end int) {
	for h.end > end {
		b := &h.blocks[len(h.blocks)-1]
		last := len(b.lines) - 1
		b.sum -= float64(b.lines[last])
		b.lines = b.lines[:last]
		if last == 0 {
			h.blocks = h.blocks[:len(h.blocks)-1]
		}
		h.end--
	}
}

// drop forgets the lines before ordinal first. Those come in whole blocks, as
// the transcript drops them; anything else starts over.
func (h *heights) drop(first int) {
	gone := first - h.first
	if gone%heightBlock != 0 || first > h.end {
		*h = heights{first: first, end: first}
		return
	}
	h.blocks = h.blocks[gone/heightBlock:]
	h.first = first
}

// total is the height of everything.
func (h *heights) total() (sum float64) {
	for i := range h.blocks {
		sum += h.blocks[i].sum
	}
	return sum
}

// before is the height of everything above line i.
func (h *heights) before(i int) (sum float64) {
	i -= h.first
	for b := range i / heightBlock {
		sum += h.blocks[b].sum
	}
	if i%heightBlock > 0 {
		for _, height := range h.blocks[i/heightBlock].lines[:i%heightBlock] {
			sum += float64(height)
		}
	}
	return sum
}

// find is the line at y from the top of everything, and how far into it y is.
func (h *heights) find(y float64) (i int, into float32) {
	i = h.first
	for b := range h.blocks {
		if y >= h.blocks[b].sum && b < len(h.blocks)-1 {
			y -= h.blocks[b].sum
			i += len(h.blocks[b].lines)
			continue
		}
		for _, height := range h.blocks[b].lines {
			if y < float64(height) {
				break
			}
			y -= float64(height)
			i++
		}
		break
	}
	return min(i, max(h.end-1, h.first)), float32(max(y, 0))
}

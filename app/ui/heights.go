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
	skip   int // places before the first line in the first block
	blocks []*block
}

type block struct {
	lines [heightBlock]float32
	sum   float64
}

// at is the place of line i.
func (h *heights) at(i int) (b *block, place int) {
	i += h.skip - h.first
	return h.blocks[i/heightBlock], i % heightBlock
}

// add appends the height of the line with ordinal end.
func (h *heights) add(height float32) {
	if h.skip+h.end-h.first == len(h.blocks)*heightBlock {
		h.blocks = append(h.blocks, &block{})
	}
	h.end++
	h.set(h.end-1, height)
}

// addFront puts the height of the line before first over the others.
func (h *heights) addFront(height float32) {
	if h.skip == 0 {
		h.blocks = append([]*block{{}}, h.blocks...)
		h.skip = heightBlock
	}
	h.skip--
	h.first--
	h.set(h.first, height)
}

// set corrects the height of line i.
func (h *heights) set(i int, height float32) {
	b, place := h.at(i)
	b.sum += float64(height) - float64(b.lines[place])
	b.lines[place] = height
}

// truncate forgets the lines from ordinal end on.
func (h *heights) truncate(end int) {
	for h.end > max(end, h.first) {
		h.set(h.end-1, 0)
		h.end--
	}
	for n := len(h.blocks); n > 0 && h.skip+h.end-h.first <= (n-1)*heightBlock; n-- {
		h.blocks = h.blocks[:n-1]
	}
	if len(h.blocks) == 0 {
		h.skip = 0
	}
}

// drop forgets the lines before ordinal first.
func (h *heights) drop(first int) {
	if first >= h.end {
		*h = heights{first: first, end: first}
		return
	}
	for h.first < first {
		h.set(h.first, 0)
		h.first++
		if h.skip++; h.skip == heightBlock {
			h.blocks, h.skip = h.blocks[1:], 0
		}
	}
}

// total is the height of everything.
func (h *heights) total() (sum float64) {
	for _, b := range h.blocks {
		sum += b.sum
	}
	return sum
}

// before is the height of everything above line i.
func (h *heights) before(i int) (sum float64) {
	i += h.skip - h.first
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
	i = h.first - h.skip
	for n, b := range h.blocks {
		if y >= b.sum && n < len(h.blocks)-1 {
			y -= b.sum
			i += heightBlock
			continue
		}
		for _, height := range b.lines {
			if y < float64(height) {
				break
			}
			y -= float64(height)
			i++
		}
		break
	}
	return max(min(i, h.end-1), h.first), float32(max(y, 0))
}

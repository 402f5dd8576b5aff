package ui

// fingerprint shows a key's digits in groups that can be read aloud.
type fingerprint struct {
	root   *panel
	title  *label
	digits *groupGrid
}

func newFingerprint(title string) *fingerprint {
	f := &fingerprint{title: caption(title), digits: newGroupGrid(sizeText, 4, 2)}
	f.root = newPanel(colorPaper, colorEdge, grid, inset(grid, 1.5*grid, column(grid/2, f.title, f.digits)))
	return f
}

// set changes the key. The groups that are marked have a line under them.
func (f *fingerprint) set(key string, marked ...bool) *fingerprint {
	f.digits.set(inFours(key), marked)
	return f
}

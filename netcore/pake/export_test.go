package pake

// Known is both tags that c holds, whoever may know them.
func (c *Confirmation) Known() [][]byte { return [][]byte{c.mine, c.theirs} }

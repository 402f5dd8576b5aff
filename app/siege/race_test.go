//go:build race

package siege

// raced tells that the race detector is in these processes. It takes memory for
// itself, and gives none back; and it makes everything so slow that a fifth of
// the enemies are as many.
const (
	raced = true
	fewer = 5
)

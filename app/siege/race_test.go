//go:build race

package siege

// raced tells that the race detector is in these processes. It takes memory for
// itself, and gives none back.
const raced = true

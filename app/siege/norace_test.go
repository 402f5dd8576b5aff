//go:build !race

package siege

const (
	raced = false
	fewer = 1
)

//go:build !race

package siege

const raced = false

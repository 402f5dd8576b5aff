package vm

import "landline/app/words"

// Number writes a count with its thousands grouped: 1,204.
func Number[N int | uint64](n N) string { return words.Number(n) }

// Count says how many there are of something: 1 line, 1,204 lines.
func Count[N int | uint64](n N, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + many
}

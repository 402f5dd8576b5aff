// Bench measures a whole Landline host beside a baseline and prints one table.
//
//	go run ./netcore/bench [-run REGEXP] [-quick] [-repeat N] [-dir DIR]
//
// Ours is `landline host` as people run it without a window: a real process,
// its history on disk. The baseline is the least that could do the same work, a
// process too: a TLS 1.3 broadcaster that copies frames from one socket to all
// (broadcaster.go), or a listener that only shakes hands (baseline.go). It keeps
// nothing, numbers nothing and knows nobody. Where a target speaks of a durable
// commit as well, it is a plain one (plain.go). A tail that is too long is left
// open where a plain commit's is, too, and judged once more without a disk.
//
// The load comes from this process, by the same code for both: TLS connections
// that count frames without decoding them. Rounds of ours and of the baseline
// alternate, and a ratio is one of medians, because a machine's speed drifts
// while its neighbours work. Absolute figures are only those of the machine
// that is described above the table.
//
// It exits with 1 where a target is missed or a row fails, and with 2 for wrong
// usage.
package main

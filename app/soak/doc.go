// Package soak holds the tests that break Landline while it is used: real
// processes of the program, a schedule of faults that a seed decides, and a
// checker that compares what every process printed with what the room's log
// holds in the end.
//
// A run prints its seed, and the same seed makes the same schedule again:
//
//	go test ./app/soak -run TestSoak -soak.for 10m -soak.seed 7
//
// What happens within a schedule is up to the machine, so a failure need not
// come back at the first try.
//
// # What is checked
//
// The final log is what a newcomer is told by a host that was started anew
// after everything else had ended. Then:
//
//   - The log is numbered 1, 2, 3, … without holes, and each line in it was
//     said by the one it names, and is there once: not the message twice, and
//     not the line twice under two ids.
//   - What any process printed as said is in the log, under the same number,
//     with the same id, author, text and time. A joiner learns from that print
//     that its own line was taken, so this is also: nothing acknowledged is
//     lost, and everybody heard one order.
//   - What each member printed is contiguous and increasing, over all starts of
//     the program with one profile: each start goes on where the one before
//     ended. In the end each has printed everything.
//   - Who says one line before another is heard in that order, and no line in
//     between is missing.
//   - A joiner that was not killed ends with 0, and then all its lines are in
//     the log.
//   - The room, its epoch and the head of its log never go back.
//
// # What is tolerated, and why
//
//   - Around a kill -9 the last line that was printed before it may be printed
//     once more after it: between the print and the note that it was printed
//     the kill can come. No line may be missing, and no second one doubled; a
//     run tells how many were. A line that the kill cut in the middle counts as
//     not printed.
//   - The lines that a killed process had read, or that waited in its pipe, may
//     never be said; but then all behind them are missing too.
//   - Lines that a killed process had sent may arrive behind those of its next
//     start, when the network held them up.
//   - A joiner that never got into the room because of a fault ends with 4 and
//     is started again, as a script would. Its lines count as not said.
//   - Where the host's disk was full, a joiner that was told of a refused line
//     ends with 3; that line must not be in the log.
package soak

// Package history keeps on disk what was said: the logs of the rooms that this
// computer hosts, what it heard in the rooms that others host, and what a
// person still has to say there. It is one SQLite file in the profile's folder.
//
// A Log is one life of a room, kept by its host, and satisfies netcore.Log. A
// Seat is one place at which a person sits: which room and epoch it is now,
// how far it is known, the outbox, the draft and the read mark. The seat of a
// person in their own room shares the rows of its Log.
//
// A message may do more than be said (chat.Deed). What it does lies beside the
// lines, so that a plain line costs nothing more. Edits and deletions change
// the line that they are about where it is stored; change.go tells what is left
// of its old text. What moderates a hosted room, and who has sat there, is kept
// for ever, whatever is forgotten of its lines.
//
// Everything that one process writes goes through one connection. Whoever
// comes while a transaction is being written waits, and the next transaction
// takes all who wait: under load one fsync serves many, and in quiet each
// change is committed at once, without a timer. A call that changes something
// returns when the change is durable (WAL, synchronous=FULL).
//
// Several processes may have the file open at once. What a process remembers
// of it is checked against the file inside each of its transactions; what it
// only reads of a log that another process writes may be older.
//
// Open starts a goroutine that Close waits for. It moves the write-ahead log
// into the database, trims what need not be kept, and checks a large file.
//
// Beside history.db lie history.lock, which is held while the file is open;
// history.check where damage was found that the next start has to look into;
// history.damaged-<time>.db, a file that was set aside; and
// history.version-<n>.db, the file as it was before a migration.
package history

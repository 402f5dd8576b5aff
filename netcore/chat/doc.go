// Package chat holds the words and the rules of a room: who may sit in it,
// what may be said, and what happened as a result.
//
// It is pure. Nothing in it opens a socket or a file, reads a clock, takes a
// lock or starts a goroutine: time comes in as an argument and facts come out
// as values, so every rule can be tested as a table. The one source outside
// its arguments is crypto/rand, for new identifiers.
//
// Nothing here is safe for concurrent use; whoever owns a Room guards it.
package chat

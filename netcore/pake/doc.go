// Package pake lets two programs prove to one another that they know the same
// password, without telling it to anybody who does not know it.
//
// It is CPace, suite CPACE-RISTRETTO255-SHA512 of draft-irtf-cfrg-cpace (text
// of April 2026) in the form with an initiator, here the joiner, and a
// responder, here the host, followed by an explicit key confirmation:
//
//	joiner                      host
//	Begin                       Begin
//	Share          ──────▶      Finish
//	Finish         ◀──────      Share
//	Tag            ──────▶      Check
//	Check          ◀──────      Tag
//
// What goes over the wire is of no use to a listener, and gives whoever sits at
// the other end, or in between, one guess for each exchange: a share is a
// uniformly random group element whatever the password is, and a tag can only
// be compared with that of the one password with which the other share was
// made. So whoever answers joiners has to count their guesses; this package
// keeps no state between exchanges.
//
// The key that both sides come to is not used for anything but the two tags:
// TLS keeps what is said secret. What makes the proof one about this very
// connection is the Channel.
//
// The group is that of github.com/gtank/ristretto255 (RFC 9496) in its version
// 0.2.0: its documentation names no other module in its place, only newer calls
// for old ones, which are those used here, and it computes on the maintained
// filippo.io/edwards25519, where 0.1.2 had old field arithmetic of its own.
//
// Go gives no promise about copies that the compiler and the runtime make.
// What this package allocates itself is overwritten after use: the random
// scalar, the generator's input, K, ISK and the keys of the tags. The password
// is a string of the caller and stays. No error of this package has any of
// these in it.
package pake

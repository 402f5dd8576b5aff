// Package identity holds the key by which a person is known, the TLS that
// proves it, and the list of keys that other people were seen with.
//
// A person is an Ed25519 key, made once per profile and kept in one file. Both
// ends of every connection show a self-signed certificate over that key; names
// and dates in a certificate mean nothing here, so a wrong clock locks nobody
// out. What counts is the SHA-256 of the public key, chat.MemberID, which the
// handshake of TLS 1.3 proves and which a caller pins.
//
// Everything in this package may be called from any goroutine, and several
// processes may share one profile.
package identity

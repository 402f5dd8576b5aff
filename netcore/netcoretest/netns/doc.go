// Package netns builds small networks for tests out of Linux network
// namespaces: machines, each a namespace of its own, and LANs, each a bridge
// in a namespace of its own, joined by cables that can be cut and mended.
// Nothing of it touches the network of the machine that runs the test.
//
// A test begins with [Available], which skips it where namespaces cannot be
// made. Everything is deleted when the test ends, also when it fails; end the
// processes you started before that, for instance with exec.CommandContext
// and tb.Context.
package netns

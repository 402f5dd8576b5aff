// Package netcore keeps rooms and sits in them, over TCP and TLS 1.3.
//
// A Host keeps one room: Serve accepts connections, gives seats, numbers what
// is said and tells everybody. A Client is one stay of one member in one room,
// from Dial to Close. Both speak the protocol of PROTOCOL.md through a link,
// the one place that reads and writes frames.
//
// Goroutines: Serve runs on its caller's, and starts one for each connection
// and one more for its writer; all have ended when Serve returns. Dial starts
// two, a reader and a writer, which have ended when Close returns. Nothing
// else here outlives its call.
package netcore

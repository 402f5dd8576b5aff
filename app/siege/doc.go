// Package siege holds the test in which one machine of a network does its
// worst while people in a room talk:
//
//   - 500 connections to the host that send half of a TLS hello and then
//     nothing, from 32 addresses, each made again as soon as it is cut;
//   - 50 senders of random bytes, again and again;
//   - 20,000 forged beacons: half with a signature that is none, half validly
//     signed by keys that nobody knows, each with a room of its own;
//   - 5,000 mDNS instances that do not exist.
//
// The host, twenty members, somebody who looks for rooms, and the attackers are
// processes of their own, on machines of a network made for the test. Every
// member has to hear every line, in one order, on the one connection that it
// made at the beginning; the rooms that are real have to be found; and the
// host's memory has to come back to what it was.
//
// How long the lines take is measured, quiet and besieged, in one run:
//
//	make siege
//
// holds them to a ratio. A run among other tests does not: there the machine
// does other work as well. Nor is memory looked at under the race detector.
package siege

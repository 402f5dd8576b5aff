package vm

import (
	"strings"
	"time"

	"landline/app/words"
)

// Distance says how far a computer is, by the time that it took to connect;
// empty where that was not measured.
func Distance(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Millisecond:
		return words.T("<1 ms")
	default:
		return words.T("%d ms", d.Round(time.Millisecond).Milliseconds())
	}
}

// RoundTrip says a measured round trip more finely than Distance, which speaks
// of rooms not joined yet.
func RoundTrip(d time.Duration) string {
	switch {
	case d <= 0:
		return words.T("not measured yet")
	case d < 10*time.Millisecond:
		return words.T("%s ms", words.Decimal(float64(d)/float64(time.Millisecond), 1))
	default:
		return Distance(d)
	}
}

// Bytes says an amount of data in units of 1,000 (IEC 80000-13 keeps the
// other ones for KiB).
func Bytes(n int64) string {
	const kilo, mega, giga = 1e3, 1e6, 1e9
	switch {
	case n < kilo:
		return words.T("%d B", n)
	case n < mega:
		return words.T("%s kB", words.Decimal(float64(n)/kilo, 1))
	case n < giga:
		return words.T("%s MB", words.Decimal(float64(n)/mega, 1))
	default:
		return words.T("%s GB", words.Decimal(float64(n)/giga, 1))
	}
}

// Age says how long something has lasted, in its two largest units.
func Age(since, now time.Time) string {
	d := max(now.Sub(since), 0)
	hours, minutes, seconds := int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60
	switch {
	case hours >= 24:
		return words.T("%d d %d h", hours/24, hours%24)
	case hours > 0:
		return words.T("%d h %d min", hours, minutes)
	case minutes > 0:
		return words.T("%d min %d s", minutes, seconds)
	default:
		return words.T("%d s", seconds)
	}
}

// Via names the ways by which a room was found.
func (f Found) Via() string {
	var ways []string
	if f.MDNS {
		ways = append(ways, "mDNS")
	}
	if f.Presence {
		ways = append(ways, words.T("presence"))
	}
	return strings.Join(ways, " + ")
}

// People says how many there are.
func People(n int) string {
	return words.N("%s person", "%s people", n, words.Number(n))
}

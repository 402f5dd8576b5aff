package discover

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"net/netip"
	"slices"
	"time"
)

const (
	// elsewhereAgain is how long nobody is told again of one address, or of one
	// run of a program.
	elsewhereAgain = time.Hour
	// elsewhereLasts is how long a run must be heard. A newcomer asks twice, and
	// a host goes on telling, so that costs little; a packet sent again alone is
	// not taken for a program.
	elsewhereLasts = time.Second
	// maxElsewhere bounds what is remembered. Only who has our key can fill it.
	maxElsewhere = 64
)

// nonceSize is how much of an instance is random. The rest is a seal.
const nonceSize = 5

// newInstance draws the name of a run. Its last bytes are a seal with the place
// of the profile, by which other runs there know it for one of their own; to
// anybody else all of it is random.
func newInstance(place [16]byte) (by instance) {
	_, _ = rand.Read(by[:]) // ends the program rather than return an error
	if place != ([16]byte{}) {
		copy(by[nonceSize:], by.seal(place))
	}
	return by
}

func (by instance) seal(place [16]byte) []byte {
	mac := hmac.New(sha256.New, place[:])
	mac.Write([]byte("landline run 1\x00"))
	mac.Write(by[:nonceSize])
	return mac.Sum(nil)[:len(by)-nonceSize]
}

// from tells whether the run belongs to the profile in this place. One of
// elsewhere passes for one in sixteen million times.
func (by instance) from(place [16]byte) bool {
	return hmac.Equal(by[nonceSize:], by.seal(place))
}

// elsewhere finds out that our key is used on another computer: a copy of the
// profile, or of the key. A beacon of our key is none of that where
//
//   - its run was named in this place. So are our own packets that come back
//     over another card, those of other programs of this profile, and all of
//     these sent again by somebody else, from whatever address and however
//     late;
//   - it comes from an address of this computer, as that of an older version
//     does, and that of a profile which was moved while a program ran.
//
// What remains: who recorded beacons in a place that is gone, since the profile
// was moved or the computer started again, can send them from elsewhere and
// have us say that our key is there. They must have at least two that nobody
// here heard, and are at that address themselves. And a thief whose program says
// nothing, or who learned the place's name from a host, is not noticed.
type elsewhere struct {
	heard map[instance]time.Time // runs that were heard once, since when
	runs  map[instance]time.Time // told of, when
	addrs map[netip.Addr]time.Time
}

func newElsewhere() elsewhere {
	return elsewhere{
		heard: make(map[instance]time.Time), runs: make(map[instance]time.Time), addrs: make(map[netip.Addr]time.Time),
	}
}

// hear takes in a beacon of our key from another address than this computer's.
// It tells whether that is news.
func (e *elsewhere) hear(by instance, from netip.Addr, now time.Time) bool {
	first, again := e.heard[by]
	if !again {
		lapse(e.heard, now)
		if len(e.heard) < maxElsewhere {
			e.heard[by] = now
		}
		return false
	}
	if now.Sub(first) < elsewhereLasts {
		return false
	}
	lapse(e.runs, now)
	lapse(e.addrs, now)
	_, run := e.runs[by]
	_, addr := e.addrs[from]
	if run || addr || len(e.runs) >= maxElsewhere {
		return false
	}
	e.runs[by], e.addrs[from] = now, now
	return true
}

// lapse forgets what is old.
func lapse[K comparable](list map[K]time.Time, now time.Time) {
	for k, at := range list {
		if now.Sub(at) >= elsewhereAgain {
			delete(list, k)
		}
	}
}

// notice looks at a beacon that is new.
func (l *loop) notice(a arrival, now time.Time) {
	if a.host != l.host || l.cfg.OwnKeyElsewhere == nil || l.cfg.Place == ([16]byte{}) || a.by.from(l.cfg.Place) {
		return
	}
	ours := slices.ContainsFunc(l.cards, func(c Interface) bool { return c.holds(a.from) })
	if !ours && !a.from.IsLoopback() && l.elsewhere.hear(a.by, a.from, now) {
		l.cfg.Log.Warn("discover: our key is used on another computer", "from", a.from)
		l.cfg.OwnKeyElsewhere(a.from)
	}
}

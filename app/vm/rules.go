package vm

import (
	"slices"
	"time"

	"landline/app/words"
	"landline/netcore/chat"
)

// Topic is what the room is about; empty for none.
func (r *Room) Topic() string { return r.rules.Topic }

// Locked tells whether nobody new may come in.
func (r *Room) Locked() bool { return r.rules.Locked }

// Slow is the time in which each member may say one line; 0 for no limit.
func (r *Room) Slow() time.Duration { return r.rules.Slow }

// Moderator tells whether id may keep order here: the host, and whom they
// appointed.
func (r *Room) Moderator(id chat.MemberID) bool { return r.keeps(id) || r.rules.Moderator(id) }

// Muted finds the sentence by which this person may not speak now. Times of
// sentences are the host's.
func (r *Room) Muted() (s chat.Sentence, muted bool) { return r.rules.MutedNow(r.me, r.now) }

// Banned lists who may not come in now, for those who may lift that; empty for
// everybody else.
func (r *Room) Banned() []chat.Sentence {
	var list []chat.Sentence
	for _, s := range r.rules.Banned {
		if r.Moderator(r.me) && !s.Over(r.now) {
			list = append(list, s)
		}
	}
	return list
}

// Turn is when the next of the sentences that the room shows runs out; zero
// where none does.
func (r *Room) Turn() (next time.Time) {
	for _, s := range r.rules.Muted {
		if !s.Until.IsZero() && !s.Over(r.now) && (next.IsZero() || s.Until.Before(next)) {
			next = s.Until
		}
	}
	return next
}

// May tells whether the room would take an act of keeping order from this
// person now; whom is nobody, the zero id, for one that is done to the room.
func (r *Room) May(act chat.Act, whom chat.MemberID) bool {
	host, moderator := r.keeps(r.me), r.rules.Moderator(r.me)
	_, muted := r.Muted()
	if r.link != Seated || !r.entered || muted || !host && !moderator {
		return false
	}
	// The host stands above everybody, and a moderator above who is none.
	below := whom != r.me && !r.keeps(whom) && (host || !r.rules.Moderator(whom))
	switch act {
	case chat.Slow, chat.SetTopic:
		return true
	case chat.Lock:
		return !r.rules.Locked
	case chat.Unlock:
		return r.rules.Locked
	case chat.Appoint:
		_, banned := r.rules.BannedNow(whom, r.now)
		return host && whom != r.me && !banned && !r.rules.Moderator(whom)
	case chat.Dismiss:
		return host && r.rules.Moderator(whom)
	default:
		return r.maySentence(act, whom, below)
	}
}

// maySentence is May for what is done to a person; below tells whether they
// stand below this one.
func (r *Room) maySentence(act chat.Act, whom chat.MemberID, below bool) bool {
	_, banned := r.rules.BannedNow(whom, r.now)
	_, muted := r.rules.MutedNow(whom, r.now)
	switch act {
	case chat.Kick:
		return below && slices.ContainsFunc(r.people.members, func(m chat.Member) bool { return m.ID == whom })
	case chat.Ban:
		return below && !banned
	case chat.Unban:
		return banned
	case chat.Mute:
		return below && !muted
	case chat.Unmute:
		return below && muted
	}
	return false
}

// Offer is one act of keeping order, as a menu offers it.
type Offer struct {
	Label string
	Text  string // of the message
	Deed  chat.Deed
	Ask   Question // what to ask first; zero for nothing
	Rule  bool     // it stands apart from the one above it
	Set   bool     // it is what holds now
}

// Question is what to ask before something that weighs.
type Question struct {
	Title string
	Text  string
	Yes   string // the answer that does it
}

// term is a time for which somebody can be muted or banned, as a menu offers it.
type term struct {
	label string
	long  time.Duration
}

var (
	mutes = []term{
		{words.Key("Mute for 10 minutes"), 10 * time.Minute},
		{words.Key("Mute for an hour"), time.Hour},
		{words.Key("Mute until lifted"), 0},
	}
	bans = []term{
		{words.Key("Ban for a day…"), 24 * time.Hour},
		{words.Key("Ban until lifted…"), 0},
	}
	paces = []time.Duration{0, 5 * time.Second, 10 * time.Second, time.Minute}
)

// Offers lists what this person may do to somebody in the room.
func (r *Room) Offers(whom chat.Member) []Offer {
	var list []Offer
	offer := func(act chat.Act, label string, long time.Duration, ask Question) {
		if r.May(act, whom.ID) {
			rule := len(list) > 0 && list[len(list)-1].Deed.Act != act
			list = append(list, Offer{Label: words.T(label), Text: whom.Name, Deed: chat.Deed{Act: act, Whom: whom.ID, For: long}, Ask: ask, Rule: rule})
		}
	}
	for _, t := range mutes {
		offer(chat.Mute, t.label, t.long, Question{})
	}
	offer(chat.Unmute, words.Key("Let speak again"), 0, Question{})
	offer(chat.Kick, words.Key("Remove from the room"), 0, Question{})
	for _, t := range bans {
		offer(chat.Ban, t.label, t.long, r.askBan(whom, t.long))
	}
	offer(chat.Appoint, words.Key("Make moderator"), 0, Question{})
	offer(chat.Dismiss, words.Key("No longer moderator"), 0, Question{})
	return list
}

func (r *Room) askBan(whom chat.Member, long time.Duration) Question {
	name := r.called(whom)
	if long == 0 {
		return Question{
			Title: words.T("Ban “%s”?", name),
			Text:  words.T("%s has to leave, and cannot come back until it is lifted. Strangers at the same address are kept out too.", name),
			Yes:   words.T("Ban until it is lifted"),
		}
	}
	return Question{
		Title: words.T("Ban “%s”?", name),
		Text:  words.T("%s has to leave, and cannot come back for %s. Strangers at the same address are kept out too.", name, lasting(long)),
		Yes:   words.T("Ban for %s", lasting(long)),
	}
}

// Orders lists what this person may do to the room as a whole, but for its
// topic and the list of the banned, which take more than a click.
func (r *Room) Orders() []Offer {
	var list []Offer
	if r.May(chat.Slow, chat.MemberID{}) {
		for _, long := range paces {
			label := words.T("Slow mode off")
			if long > 0 {
				label = words.T("Slow mode: one line in %s", lasting(long))
			}
			list = append(list, Offer{Label: label, Deed: chat.Deed{Act: chat.Slow, For: long}, Set: long == r.rules.Slow})
		}
	}
	if r.May(chat.Lock, chat.MemberID{}) {
		list = append(list, Offer{Label: words.T("Let no newcomers in"), Deed: chat.Deed{Act: chat.Lock}, Rule: true})
	}
	if r.May(chat.Unlock, chat.MemberID{}) {
		list = append(list, Offer{Label: words.T("Let newcomers in"), Deed: chat.Deed{Act: chat.Unlock}, Rule: true})
	}
	return list
}

// Order says in a few words what holds in the room beside the usual; empty for
// nothing.
func (r *Room) Order() []string {
	var list []string
	if r.rules.Locked {
		list = append(list, words.T("no newcomers"))
	}
	if r.rules.Slow > 0 {
		list = append(list, words.T("slow mode: %s", lasting(r.rules.Slow)))
	}
	return list
}

// Silence says why this person cannot speak here now, with times as the clock of
// this computer shows them; empty where they can.
func (r *Room) Silence() string {
	s, muted := r.Muted()
	switch {
	case !muted:
		return ""
	case s.Until.IsZero():
		return words.T("You are muted in this room until a moderator lifts it")
	}
	return words.T("You are muted in this room until %s", moment(s.Until, r.now))
}

// Sentenced is what a sentenced person is called.
func Sentenced(s chat.Sentence) string {
	if s.Name == "" {
		return words.T("Somebody")
	}
	return s.Name
}

// Lasts says how long a sentence lasts.
func Lasts(s chat.Sentence, now time.Time) string {
	if s.Until.IsZero() {
		return words.T("until it is lifted")
	}
	return words.T("until %s", moment(s.Until, now))
}

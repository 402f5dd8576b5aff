package vm

import (
	"slices"

	"landline/app/words"
	"landline/netcore/chat"
)

// receipts knows how far each person has the log on their own disk. What that
// means for one line follows from the line's Seq, so that no line keeps a list
// of its own.
type receipts struct {
	have    map[chat.MemberID]uint64
	sorted  []uint64 // of the others who are here, lowest first
	current bool     // sorted is up to date
}

// stale says that other people are here now.
func (r *receipts) stale() { r.current = false }

func (r *receipts) take(list []chat.Receipt) {
	if r.have == nil {
		r.have = make(map[chat.MemberID]uint64, len(list))
	}
	for _, receipt := range list {
		if _, known := r.have[receipt.ID]; !known && len(r.have) >= maxPeople {
			continue
		}
		r.have[receipt.ID] = max(r.have[receipt.ID], receipt.Seq)
	}
	r.current = false
}

// count tells how many people of others have line seq.
func (r *receipts) count(seq uint64, others func() []chat.Member) (have, of int) {
	if !r.current {
		r.sorted = r.sorted[:0]
		for _, m := range others() {
			r.sorted = append(r.sorted, r.have[m.ID])
		}
		slices.Sort(r.sorted)
		r.current = true
	}
	without, _ := slices.BinarySearch(r.sorted, seq)
	return len(r.sorted) - without, len(r.sorted)
}

// others are the people here, each once, but for this person.
func (r *Room) others() []chat.Member {
	seen := make(map[chat.MemberID]bool, len(r.people.members))
	list := make([]chat.Member, 0, len(r.people.members))
	for _, m := range r.people.members {
		if m.ID != r.me && !seen[m.ID] {
			seen[m.ID] = true
			list = append(list, m)
		}
	}
	return list
}

// reached counts the other people here who have line seq of the log.
func (r *Room) reached(seq uint64) (have, of int) { return r.receipts.count(seq, r.others) }

// maxNamed is how many people a sentence names.
const maxNamed = 8

// Delivery says in a sentence how far an own line has come, and who has it.
func (r *Room) Delivery(line Line) string {
	switch {
	case line.Kind != Spoken || !line.Mine || line.State == Failed:
		return ""
	case line.State == Pending && r.link != Seated:
		return words.T("It is sent once the room is back.")
	case line.State == Pending:
		return words.T("On its way to the host.")
	}
	if at, ok := r.lines.Find(line.Key, r.lines.Base()-1); ok && at < r.lines.Base() {
		return words.T("The host had it, in a log that has ended.")
	}
	at, ok := r.lines.Ordinal(line.Seq)
	if !ok || line.Seq == 0 || r.lines.at(at).id != line.ID || !r.entered {
		return words.T("The host has it.")
	}
	var have, wait []string
	for _, m := range r.others() {
		if r.receipts.have[m.ID] >= line.Seq {
			have = append(have, r.called(m))
		} else {
			wait = append(wait, r.called(m))
		}
	}
	switch {
	case len(have)+len(wait) == 0:
		return words.T("The host has it. Nobody else is here.")
	case len(have) == 0:
		return words.T("The host has it · %s not yet", named(wait))
	case len(wait) > 0:
		return words.N("%s has it · %s not yet", "%s have it · %s not yet", len(have), named(have), named(wait))
	case len(have) == 1:
		return words.T("%s has it", named(have))
	}
	return words.T("Everybody here has it: %s", named(have))
}

// called is a person's name, told apart from a namesake's.
func (r *Room) called(m chat.Member) string {
	return Tagged(m.Name, r.tag(m.ID, m.Name))
}

func named(people []string) string {
	if more := len(people) - maxNamed; more > 0 {
		return words.T("%s and %d more", words.List(people[:maxNamed]), more)
	}
	return words.List(people)
}

package vm

import "landline/app/words"

// Relocked is what became of the last change of a hosted room’s password; ok is
// false where there was none since ForgetRelock.
func (d *Desk) Relocked(room Key) (e Relocked, ok bool) {
	return d.relocked, d.relocked.Room == room && room != 0
}

// ForgetRelock takes back what Relocked answers, before another change.
func (d *Desk) ForgetRelock() { d.relocked = Relocked{} }

// Record is one act of keeping order that a room’s log has.
type Record struct {
	When string
	What string // who did what to whom
}

// Records lists what was done to keep order in a room, as far as its details tell
// it, the newest first.
func (r *Room) Records(d Details) []Record {
	list := make([]Record, 0, len(d.Acts))
	for _, m := range d.Acts {
		if what := r.told(lineOf(m, m.From == r.me)); what != "" {
			list = append(list, Record{When: When(m.At, r.now), What: what})
		}
	}
	return list
}

// Staff lists those who were made moderators and are not in the room now.
func (r *Room) Staff() (absent []Person) {
	for _, id := range r.rules.Moderators {
		if !r.people.here(id) {
			p := Person{Moderator: true}
			p.ID, p.Tag = id, id.Tag()
			absent = append(absent, p)
		}
	}
	return absent
}

// Parting is what to ask before a room is forgotten.
func (r *Room) Parting() Forgetting {
	f := Forgetting{Title: words.T("Forget “%s”?", r.name), Yes: words.T("Forget it")}
	if r.hosting {
		f.Text = words.T("The room closes for everybody. Its history, bans and moderators, your drafts and lines that wait, and its password are " +
			"deleted from this computer. It cannot be brought back from here.")
		return f
	}
	f.Text = words.T("You leave the room. What was said in it, your draft, lines of yours that wait, its password and its host’s key are " +
		"deleted from this computer. What the room itself keeps stays with its host.")
	return f
}

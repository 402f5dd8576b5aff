package vm

import (
	"slices"
	"time"

	"landline/netcore/chat"
)

// told says in a sentence what a moderating act did: who did it to whom.
func (r *Room) told(line Line) string {
	who, whom := r.subject(line.From, line.Name), r.object(line.Whom, line.Text)
	switch line.Act {
	case chat.Kick:
		return who + " sent " + whom + " out of the room"
	case chat.Ban:
		return who + " banned " + whom + until(line.For)
	case chat.Unban:
		return who + " lifted the ban on " + whom
	case chat.Mute:
		return who + " muted " + whom + until(line.For)
	case chat.Unmute:
		return who + " let " + whom + " speak again"
	case chat.Slow:
		if line.For == 0 {
			return who + " switched slow mode off"
		}
		return who + " switched slow mode on: " + pace(line.For)
	case chat.Lock:
		return who + " locked the room: nobody new can come in"
	case chat.Unlock:
		return who + " unlocked the room"
	case chat.SetTopic:
		if line.Text == "" {
			return who + " took the topic away"
		}
		return who + " changed the topic to “" + line.Text + "”"
	case chat.Appoint:
		return who + " made " + whom + " a moderator"
	case chat.Dismiss:
		return who + " took the moderator’s rights from " + whom
	}
	return ""
}

// until is how long a sentence lasts, as the end of one.
func until(d time.Duration) string {
	if d == 0 {
		return " until it is lifted"
	}
	return " for " + lasting(d)
}

// pace says what slow mode lets through.
func pace(d time.Duration) string { return "one line in " + lasting(d) }

func (r *Room) subject(id chat.MemberID, name string) string {
	if id == r.me {
		return "You"
	}
	return r.nameOf(id, name)
}

func (r *Room) object(id chat.MemberID, name string) string {
	if id == r.me {
		return "you"
	}
	return r.nameOf(id, name)
}

// nameOf is what somebody is called in a sentence. A host that knows no name
// tells none; who is in the room has one all the same.
func (r *Room) nameOf(id chat.MemberID, name string) string {
	if name == "" {
		i := slices.IndexFunc(r.people.members, func(m chat.Member) bool { return m.ID == id })
		if i < 0 {
			return "#" + id.Tag()
		}
		name = r.people.members[i].Name
	}
	return r.called(chat.Member{ID: id, Name: name})
}

// Told is what an entry of a log says in a list of lines, outside of its room;
// ok is false for one that draws nothing.
func Told(m chat.Message) (text string, ok bool) {
	switch {
	case m.Act == chat.Line:
		return m.Text, true
	case m.Act == chat.Erased:
		return words.T("(deleted)"), true
	case m.Act.Moderates():
		var r Room
		return "(" + r.told(lineOf(m, false)) + ")", true
	}
	return "", false
}

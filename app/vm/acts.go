package vm

import (
	"slices"

	"landline/app/words"
	"landline/netcore/chat"
)

// told says in a sentence what a moderating act did: who did it to whom.
func (r *Room) told(line Line) string {
	if line.Act == chat.Slow || line.Act == chat.Lock || line.Act == chat.Unlock || line.Act == chat.SetTopic {
		return r.toldOfRoom(line)
	}
	who, whom := r.nameOf(line.From, line.Name), r.nameOf(line.Whom, line.Text)
	pick := func(byMe, toMe, other string) string {
		switch r.me {
		case line.From:
			return byMe
		case line.Whom:
			return toMe
		}
		return other
	}
	switch line.Act {
	case chat.Kick:
		return pick(words.T("You sent %s out of the room", whom), words.T("%s sent you out of the room", who),
			words.T("%s sent %s out of the room", who, whom))
	case chat.Unban:
		return pick(words.T("You lifted the ban on %s", whom), words.T("%s lifted the ban on you", who),
			words.T("%s lifted the ban on %s", who, whom))
	case chat.Unmute:
		return pick(words.T("You let %s speak again", whom), words.T("%s let you speak again", who),
			words.T("%s let %s speak again", who, whom))
	case chat.Appoint:
		return pick(words.T("You made %s a moderator", whom), words.T("%s made you a moderator", who),
			words.T("%s made %s a moderator", who, whom))
	case chat.Dismiss:
		return pick(words.T("You took the moderator’s rights from %s", whom), words.T("%s took the moderator’s rights from you", who),
			words.T("%s took the moderator’s rights from %s", who, whom))
	case chat.Ban, chat.Mute:
		return sentenced(line, who, whom, pick)
	}
	return ""
}

// sentenced is told for what holds for a time.
func sentenced(line Line, who, whom string, pick func(byMe, toMe, other string) string) string {
	long := lasting(line.For)
	switch {
	case line.Act == chat.Ban && line.For == 0:
		return pick(words.T("You banned %s until it is lifted", whom), words.T("%s banned you until it is lifted", who),
			words.T("%s banned %s until it is lifted", who, whom))
	case line.Act == chat.Ban:
		return pick(words.T("You banned %s for %s", whom, long), words.T("%s banned you for %s", who, long),
			words.T("%s banned %s for %s", who, whom, long))
	case line.For == 0:
		return pick(words.T("You muted %s until it is lifted", whom), words.T("%s muted you until it is lifted", who),
			words.T("%s muted %s until it is lifted", who, whom))
	}
	return pick(words.T("You muted %s for %s", whom, long), words.T("%s muted you for %s", who, long),
		words.T("%s muted %s for %s", who, whom, long))
}

// toldOfRoom is told for an act that is done to the room.
func (r *Room) toldOfRoom(line Line) string {
	who := r.nameOf(line.From, line.Name)
	pick := func(byMe, other string) string {
		if line.From == r.me {
			return byMe
		}
		return other
	}
	switch {
	case line.Act == chat.Slow && line.For == 0:
		return pick(words.T("You switched slow mode off"), words.T("%s switched slow mode off", who))
	case line.Act == chat.Slow:
		long := lasting(line.For)
		return pick(words.T("You switched slow mode on: one line in %s", long), words.T("%s switched slow mode on: one line in %s", who, long))
	case line.Act == chat.Lock:
		return pick(words.T("You let no newcomers into the room any more"), words.T("%s lets no newcomers into the room any more", who))
	case line.Act == chat.Unlock:
		return pick(words.T("You let newcomers into the room again"), words.T("%s lets newcomers into the room again", who))
	case line.Text == "":
		return pick(words.T("You took the topic away"), words.T("%s took the topic away", who))
	}
	return pick(words.T("You changed the topic to “%s”", line.Text), words.T("%s changed the topic to “%s”", who, line.Text))
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
		return words.T("(%s)", r.told(lineOf(m, false))), true
	}
	return "", false
}

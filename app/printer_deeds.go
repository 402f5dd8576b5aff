package app

import (
	"fmt"
	"strings"
	"time"

	"landline/netcore/chat"
)

// entry prints one entry of the room's log. Notes, which may be nil, follow it,
// whichever stream it goes to: the number counts as printed.
func (p *printer) entry(e chat.Said, notes *noting) {
	switch {
	case e.Act == chat.Line:
		p.said(e, notes)
	case p.json:
		p.out.print(objectLine(objectOf(e.Message)), notes)
	default:
		p.err.print([]byte(p.done(e.Message)+"\n"), nil)
		if notes != nil {
			p.out.print(nil, notes)
		}
	}
}

// deedEvents are the events of the acts that do not moderate.
var deedEvents = map[chat.Act]string{
	chat.Edit: "edited", chat.Delete: "deleted", chat.React: "reacted", chat.Unreact: "unreacted", chat.Erased: "erased",
}

// objectOf is an entry that is no line, for scripts.
func objectOf(m chat.Message) deedLine {
	line := deedLine{
		Event: deedEvents[m.Act], Seq: m.Seq, Of: m.About.Seq, ID: m.ID, From: m.From, Name: m.Name,
		Whom: m.Whom, For: m.For.Seconds(), Text: m.Text, At: m.At.Format(objectTime),
	}
	if line.Event == "" {
		line.Event, line.Act = "moderated", m.Act.String()
	}
	return line
}

// done is an entry that is no line, as a sentence for people. Only an edit's
// may have several lines.
func (p *printer) done(m chat.Message) string {
	who, whom := p.label(m.From, m.Name), ""
	if !m.Whom.IsZero() {
		whom = p.label(m.Whom, m.Text)
	}
	text := oneLine(m.Text)
	switch m.Act {
	case chat.Edit:
		if m.Text == "" {
			return fmt.Sprintf("%s changed line %d, which is deleted by now.", who, m.About.Seq)
		}
		return fmt.Sprintf("%s changed line %d: %s", who, m.About.Seq, manyLines(m.Text))
	case chat.Delete:
		return fmt.Sprintf("%s deleted line %d.", who, m.About.Seq)
	case chat.Erased:
		return fmt.Sprintf("Line %d, by %s, was deleted.", m.Seq, who)
	case chat.React:
		return fmt.Sprintf("%s set %s to line %d.", who, text, m.About.Seq)
	case chat.Unreact:
		return fmt.Sprintf("%s took %s back from line %d.", who, text, m.About.Seq)
	case chat.Kick:
		return fmt.Sprintf("%s sent %s out.", who, whom)
	case chat.Ban:
		return fmt.Sprintf("%s banned %s%s.", who, whom, forWords(m.For))
	case chat.Unban:
		return fmt.Sprintf("%s lifted the ban of %s.", who, whom)
	case chat.Mute:
		return fmt.Sprintf("%s muted %s%s.", who, whom, forWords(m.For))
	case chat.Unmute:
		return fmt.Sprintf("%s lets %s speak again.", who, whom)
	case chat.Slow:
		if m.For == 0 {
			return fmt.Sprintf("%s lifted slow mode.", who)
		}
		return fmt.Sprintf("%s slowed the room down: one line of each in %s.", who, durationWords(m.For))
	case chat.Lock:
		return fmt.Sprintf("%s locked the room: nobody new may come in.", who)
	case chat.Unlock:
		return fmt.Sprintf("%s unlocked the room.", who)
	case chat.SetTopic:
		if m.Text == "" {
			return fmt.Sprintf("%s took the topic away.", who)
		}
		return fmt.Sprintf("%s set the topic: %s", who, text)
	case chat.Appoint:
		return fmt.Sprintf("%s made %s a moderator.", who, whom)
	case chat.Dismiss:
		return fmt.Sprintf("%s dismissed %s as a moderator.", who, whom)
	}
	return fmt.Sprintf("%s did something in line %d that this version of Landline does not know.", who, m.Seq)
}

// forWords is how long a sentence is; nothing where it holds until it is lifted.
func forWords(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return " for " + durationWords(d)
}

// durationWords is a time in words, in its largest units.
func durationWords(d time.Duration) string {
	var words []string
	for _, unit := range []struct {
		name string
		size time.Duration
	}{{"day", day}, {"hour", time.Hour}, {"minute", time.Minute}, {"second", time.Second}} {
		if n := d / unit.size; n > 0 {
			words = append(words, countOf(int(n), unit.name))
			d -= n * unit.size
		}
	}
	if len(words) == 0 {
		return d.String()
	}
	return strings.Join(words, " ")
}

// rules says what holds in a room, for people; nothing where nothing does.
func (p *printer) rules(r chat.Rules) {
	if r.Topic != "" {
		p.sayf("The topic: %s", r.Topic)
	}
	if r.Slow > 0 {
		p.sayf("Slow mode: one line of each in %s.", durationWords(r.Slow))
	}
	if r.Locked {
		p.sayf("The room is locked: nobody new may come in.")
	}
}

// bans prints who is banned and who is muted. Of the banned only moderators
// hear.
func (p *printer) bans(r chat.Rules, now time.Time) {
	line := bansLine{Event: "bans", Banned: []sentenceLine{}, Muted: []sentenceLine{}}
	for _, list := range []struct {
		sentences []chat.Sentence
		to        *[]sentenceLine
		words     string
	}{{r.Banned, &line.Banned, "banned"}, {r.Muted, &line.Muted, "muted"}} {
		for _, s := range list.sentences {
			if s.Over(now) {
				continue
			}
			one := sentenceLine{From: s.Whom, Name: s.Name}
			until := "until it is lifted"
			if !s.Until.IsZero() {
				one.Until = s.Until.UTC().Format(objectTime)
				until = "until " + s.Until.Local().Format(time.DateTime)
			}
			*list.to = append(*list.to, one)
			if !p.json {
				p.sayf("%s #%s: %s %s.", s.Name, s.Whom.Tag(), list.words, until)
			}
		}
	}
	switch {
	case p.json:
		p.object(line)
	case len(line.Banned)+len(line.Muted) == 0:
		p.sayf("Nobody is muted, and nobody that you may know of is banned.")
	}
}

// present prints who is in the room.
func (p *printer) present(members []chat.Member, rules chat.Rules) {
	line := peopleLine{Event: "people", Members: []memberLine{}}
	for _, m := range members {
		line.Members = append(line.Members, memberLine{From: m.ID, Name: m.Name, Host: m.Host})
		if p.json {
			continue
		}
		role := ""
		switch {
		case m.Host:
			role = ", the host"
		case rules.Moderator(m.ID):
			role = ", a moderator"
		}
		p.sayf("%s #%s%s", m.Name, m.ID.Tag(), role)
	}
	if p.json {
		p.object(line)
	}
}

// topic prints the room's topic.
func (p *printer) topic(text string) {
	if text == "" && !p.json {
		p.sayf("The room has no topic.")
		return
	}
	p.either(topicLine{"topic", text}, "The topic: %s", text)
}

// misused says why an order was not carried out.
func (p *printer) misused(r chat.Refusal) {
	p.either(refusedLine{Event: "refused", Code: r.Code, Text: r.Error()}, "%s", sentenceCase(r))
}

// orders prints every command.
func (p *printer) orders() {
	for _, form := range orderForms {
		p.sayf("%-22s %s", form.usage(), form.does)
	}
	p.sayf("A NAME may stand in quotation marks; #1a2b3c, the beginning of a fingerprint, tells namesakes apart. //x says /x.")
}

// twice says that somebody's key is in the room from two places.
func (p *printer) twice(e chat.Twice, mine bool) {
	line := twiceLine{"twice", e.ID, e.Name}
	if mine {
		p.either(line, "Your key is in this room from two computers at once: somebody may use a copy of your profile.")
		return
	}
	p.either(line, "%s is in this room from two computers at once: somebody may use a copy of their profile.", p.label(e.ID, e.Name))
}

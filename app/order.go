package app

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"landline/netcore/chat"
)

// order is what one command asks for: a line that does something in the room,
// or, with an ask, something that this program answers by itself.
type order struct {
	act  chat.Act
	ask  ask
	text string
	whom string        // as it was typed; empty where the act is done to nobody
	seq  uint64        // of the line that it is about; 0 where it is about none
	time time.Duration // how long; 0 for until it is lifted
}

// follows tells whether it depends on the orders before it what the order means:
// who is muted, or what the topic is.
func (o order) follows() bool { return o.whom != "" || o.ask != askNothing && o.ask != askHelp }

// ask is what an order wants to know.
type ask int

// The asks.
const (
	askNothing ask = iota
	askPeople
	askBans
	askTopic
	askHelp
)

// errUnquoted is why a name cannot be read.
var errUnquoted = errors.New("the quotation mark is not closed")

// orderForm is one command: what it wants behind its name, and how that is read.
type orderForm struct {
	name, wants string
	does        string // for /help
	read        func(o *order, words string) error
}

// orderForms are all commands, in the order of /help.
var orderForms = []orderForm{
	{"people", "", "who is here", asks(askPeople)},
	{"reply", "SEQ TEXT", "answer a line", readReply},
	{"edit", "SEQ TEXT", "change a line of yours", aboutLine(chat.Edit, true)},
	{"delete", "SEQ", "take a line away", aboutLine(chat.Delete, false)},
	{"react", "SEQ EMOJI", "set an emoji to a line", aboutLine(chat.React, true)},
	{"unreact", "SEQ EMOJI", "take it back", aboutLine(chat.Unreact, true)},
	{"topic", "[TEXT]", `set the topic; "" takes it away; without a text, say it`, readTopic},
	{"kick", "NAME", "send somebody out, who may come back", toPerson(chat.Kick, false)},
	{"ban", "NAME [TIME]", "send somebody out, for 30m, 1d, or until it is lifted", toPerson(chat.Ban, true)},
	{"unban", "NAME", "lift that", toPerson(chat.Unban, false)},
	{"bans", "", "who is banned, and who is muted", asks(askBans)},
	{"mute", "NAME [TIME]", "keep somebody from speaking", toPerson(chat.Mute, true)},
	{"unmute", "NAME", "lift that", toPerson(chat.Unmute, false)},
	{"slow", "TIME|off", "one line of each in so long a time", readSlow},
	{"lock", "", "let nobody new in", plain(chat.Lock)},
	{"unlock", "", "lift that", plain(chat.Unlock)},
	{"mod", "NAME", "make somebody a moderator", toPerson(chat.Appoint, false)},
	{"unmod", "NAME", "take that back", toPerson(chat.Dismiss, false)},
	{"help", "", "say this", asks(askHelp)},
}

func (f orderForm) usage() string { return strings.TrimSpace("/" + f.name + " " + f.wants) }

// parseOrder reads a line that begins with a slash. The error is a sentence
// without its end, for people.
func parseOrder(line string) (o order, err error) {
	name, words, _ := strings.Cut(strings.TrimPrefix(line, "/"), " ")
	for _, form := range orderForms {
		if !strings.EqualFold(form.name, name) {
			continue
		}
		words = strings.TrimSpace(words)
		if form.wants == "" && words != "" {
			err = errors.New("nothing may follow")
		} else {
			err = form.read(&o, words)
		}
		if err != nil {
			return order{}, fmt.Errorf("%s: %w", form.usage(), err)
		}
		return o, nil
	}
	return order{}, fmt.Errorf("there is no command %q; /help lists them, and a second slash in front says the line as it is", "/"+name)
}

func asks(a ask) func(*order, string) error {
	return func(o *order, _ string) error {
		o.ask = a
		return nil
	}
}

func plain(act chat.Act) func(*order, string) error {
	return func(o *order, _ string) error {
		o.act = act
		return nil
	}
}

// aboutLine reads SEQ, and what follows it.
func aboutLine(act chat.Act, text bool) func(*order, string) error {
	return func(o *order, words string) (err error) {
		number, rest, _ := strings.Cut(words, " ")
		o.act, o.text = act, strings.TrimSpace(rest)
		if o.seq, err = strconv.ParseUint(number, 10, 64); err != nil || o.seq == 0 {
			return fmt.Errorf("%q is not the number of a line", number)
		}
		switch {
		case text && o.text == "":
			return errors.New("something must follow the number")
		case !text && o.text != "":
			return errors.New("nothing may follow the number")
		}
		return nil
	}
}

func readReply(o *order, words string) error { return aboutLine(chat.Line, true)(o, words) }

func readTopic(o *order, words string) error {
	switch words {
	case "":
		o.ask = askTopic
	case `""`:
		o.act = chat.SetTopic
	default:
		o.act, o.text = chat.SetTopic, words
	}
	return nil
}

func readSlow(o *order, words string) (err error) {
	o.act = chat.Slow
	if strings.EqualFold(words, "off") {
		return nil
	}
	o.time, err = parseTime(words)
	return err
}

// toPerson reads NAME, and a time where one may follow. A name without
// quotation marks may hold spaces: where its last word is a time, it is one.
func toPerson(act chat.Act, timed bool) func(*order, string) error {
	return func(o *order, words string) (err error) {
		o.act = act
		var rest string
		if quoted, ok := strings.CutPrefix(words, `"`); ok {
			if o.whom, rest, ok = strings.Cut(quoted, `"`); !ok {
				return errUnquoted
			}
			rest = strings.TrimSpace(rest)
		} else {
			o.whom = words
			if cut := strings.LastIndexByte(words, ' '); timed && cut > 0 {
				if _, err := parseTime(words[cut+1:]); err == nil {
					o.whom, rest = strings.TrimSpace(words[:cut]), words[cut+1:]
				}
			}
		}
		switch {
		case o.whom == "":
			return errors.New("whom?")
		case rest == "":
			return nil
		case !timed:
			return errors.New("nothing may follow the name")
		}
		o.time, err = parseTime(rest)
		return err
	}
}

// parseTime reads a time as people write it: 90s, 30m, 1h30m, 7d.
func parseTime(text string) (time.Duration, error) {
	number, isDays := strings.CutSuffix(text, "d")
	var d time.Duration
	var err error
	if isDays {
		var days uint64
		days, err = strconv.ParseUint(number, 10, 16)
		d = time.Duration(days) * day
	} else {
		d, err = time.ParseDuration(text)
	}
	if err != nil || d < time.Second || d > chat.MaxFor {
		return 0, fmt.Errorf("%q is not a time such as 30s, 10m, 2h or 7d, of a second to a year", text)
	}
	return d.Truncate(time.Millisecond), nil
}

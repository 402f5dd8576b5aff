package app

import (
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
)

func TestParseOrder(t *testing.T) {
	tests := []struct {
		line string
		want order
		says string // of the error; empty where there is none
	}{
		{"/kick Bo", order{act: chat.Kick, whom: "Bo"}, ""},
		{"/KICK  Bo Smith ", order{act: chat.Kick, whom: "Bo Smith"}, ""},
		{`/kick "Bo 10m"`, order{act: chat.Kick, whom: "Bo 10m"}, ""},
		{"/kick", order{}, "/kick NAME: whom?"},
		{`/kick "Bo`, order{}, "not closed"},
		{`/kick "Bo" 10m`, order{}, "nothing may follow the name"},
		{"/ban Bo Smith 30m", order{act: chat.Ban, whom: "Bo Smith", time: 30 * time.Minute}, ""},
		{`/ban "Bo 30m"`, order{act: chat.Ban, whom: "Bo 30m"}, ""},
		{`/ban "Bo" 1d`, order{act: chat.Ban, whom: "Bo", time: 24 * time.Hour}, ""},
		{`/ban "Bo" soon`, order{}, `"soon" is not a time`},
		{"/ban 30m", order{act: chat.Ban, whom: "30m"}, ""},
		{"/ban Bo 367d", order{act: chat.Ban, whom: "Bo 367d"}, ""},
		{`/ban "Bo" 367d`, order{}, `"367d" is not a time`},
		{"/ban #1a2b3c", order{act: chat.Ban, whom: "#1a2b3c"}, ""},
		{"/unban Bo", order{act: chat.Unban, whom: "Bo"}, ""},
		{"/mute Bo 1h30m", order{act: chat.Mute, whom: "Bo", time: 90 * time.Minute}, ""},
		{"/unmute Bo", order{act: chat.Unmute, whom: "Bo"}, ""},
		{"/slow 10s", order{act: chat.Slow, time: 10 * time.Second}, ""},
		{"/slow Off", order{act: chat.Slow}, ""},
		{"/slow", order{}, `"" is not a time`},
		{"/slow -5s", order{}, "is not a time"},
		{"/slow 0d", order{}, "is not a time"},
		{"/lock", order{act: chat.Lock}, ""},
		{"/lock now", order{}, "nothing may follow"},
		{"/unlock", order{act: chat.Unlock}, ""},
		{"/topic", order{ask: askTopic}, ""},
		{`/topic ""`, order{act: chat.SetTopic}, ""},
		{"/topic  Tea at four ", order{act: chat.SetTopic, text: "Tea at four"}, ""},
		{"/mod Bo", order{act: chat.Appoint, whom: "Bo"}, ""},
		{"/unmod Bo", order{act: chat.Dismiss, whom: "Bo"}, ""},
		{"/delete 12", order{act: chat.Delete, seq: 12}, ""},
		{"/delete", order{}, `"" is not the number of a line`},
		{"/delete 0", order{}, "is not the number of a line"},
		{"/delete 12 13", order{}, "nothing may follow the number"},
		{"/edit 12 a  b", order{act: chat.Edit, seq: 12, text: "a  b"}, ""},
		{"/edit 12", order{}, "something must follow"},
		{"/react 12 👍", order{act: chat.React, seq: 12, text: "👍"}, ""},
		{"/unreact 12 👍", order{act: chat.Unreact, seq: 12, text: "👍"}, ""},
		{"/reply 12 yes", order{act: chat.Line, seq: 12, text: "yes"}, ""},
		{"/people", order{ask: askPeople}, ""},
		{"/bans", order{ask: askBans}, ""},
		{"/help", order{ask: askHelp}, ""},
		{"/etc/passwd is gone", order{}, `there is no command "/etc/passwd"`},
		{"/", order{}, `there is no command "/"`},
	}
	for _, tt := range tests {
		got, err := parseOrder(tt.line)
		if got != tt.want {
			t.Errorf("%q is read as %+v, want %+v", tt.line, got, tt.want)
		}
		if (err == nil) != (tt.says == "") || err != nil && !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%q ends with %v, want %q", tt.line, err, tt.says)
		}
	}
}

// TestHelpNamesEveryCommand finds each command by what /help says of it.
func TestHelpNamesEveryCommand(t *testing.T) {
	for _, form := range orderForms {
		if _, err := parseOrder("/" + form.name); err != nil && !strings.HasPrefix(err.Error(), form.usage()) {
			t.Errorf("%s: %v", form.usage(), err)
		}
	}
}

func FuzzParseOrder(f *testing.F) {
	for _, line := range []string{"/kick Bo", `/ban "Bo" 1d`, "/edit 1 x", "/slow 1h", "/topic", "//", `/ban "`, "/react 18446744073709551615 👍"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		o, err := parseOrder("/" + line)
		if err != nil && o != (order{}) {
			t.Errorf("%q is refused and read as %+v", line, o)
		}
		if o.time < 0 || o.time > chat.MaxFor {
			t.Errorf("%q takes %v", line, o.time)
		}
	})
}

package words

import (
	"testing"
	"time"
)

func TestDates(t *testing.T) {
	defer Use(English)
	at := time.Date(2026, time.March, 5, 9, 7, 3, 0, time.UTC)
	for _, c := range []struct {
		language                         Language
		number, clock, date, short, week string
	}{
		{English, "1,204", "09:07", "5 March 2026", "5 Mar 2026", "Thursday"},
		{German, "1.204", "09:07", "5. März 2026", "05.03.2026", "Donnerstag"},
		{French, "1\u202f204", "09:07", "5 mars 2026", "5 mars 2026", "jeudi"},
		{Chinese, "1,204", "09:07", "2026年3月5日", "2026年3月5日", "星期四"},
		{Arabic, "1٬204", "9:07 ص", "5 مارس 2026", "05\u200f/03\u200f/2026", "الخميس"},
		{Japanese, "1,204", "9:07", "2026年3月5日", "2026/03/05", "木曜日"},
	} {
		Use(c.language)
		for _, got := range []struct{ got, want string }{
			{Number(1204), c.number}, {Clock(at), c.clock}, {Date(at), c.date},
			{ShortDate(at), c.short}, {Weekday(at), c.week},
		} {
			if got.got != got.want {
				t.Errorf("%s: %q, want %q", c.language, got.got, got.want)
			}
		}
	}
	Use(English)
	if got := Day(at) + ", " + ShortDay(at) + ", " + Seconds(at); got != "5 March, 5 Mar, 09:07:03" {
		t.Error(got)
	}
	if got := WeekdayAnd(at, Day(at)); got != "Thursday, 5 March" {
		t.Error(got)
	}
}

func TestNumbers(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{Number(0), "0"}, {Number(7), "7"}, {Number(999), "999"}, {Number(1_000), "1,000"}, {Number(1_204), "1,204"},
		{Number(99_999), "99,999"}, {Number(1_000_000), "1,000,000"}, {Number(uint64(1 << 53)), "9,007,199,254,740,992"},
	} {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}

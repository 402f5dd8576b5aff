package vm

import (
	"testing"
	"time"
	_ "time/tzdata" // the places are the same on every system
)

// TestDaysWithoutMidnight takes days that begin at another hour than others do.
func TestDaysWithoutMidnight(t *testing.T) {
	for _, test := range []struct{ place, day, begins, ends string }{ // in UTC
		{"America/Santiago", "2026-09-05", "2026-09-05 04:00", "2026-09-06 04:00"},
		{"America/Santiago", "2026-09-06", "2026-09-06 04:00", "2026-09-07 03:00"}, // from 01:00
		{"Africa/Cairo", "2026-04-23", "2026-04-22 22:00", "2026-04-23 22:00"},
		{"Africa/Cairo", "2026-04-24", "2026-04-23 22:00", "2026-04-24 21:00"}, // from 01:00
		{"Asia/Beirut", "2026-03-28", "2026-03-27 22:00", "2026-03-28 22:00"},
		{"Asia/Beirut", "2026-03-29", "2026-03-28 22:00", "2026-03-29 21:00"},     // from 01:00
		{"America/Havana", "2026-11-01", "2026-11-01 04:00", "2026-11-02 05:00"},  // midnight comes twice
		{"Africa/Cairo", "2026-10-29", "2026-10-28 21:00", "2026-10-29 22:00"},    // the hour before midnight comes twice
		{"America/Toronto", "1919-03-31", "1919-03-31 04:30", "1919-04-01 04:00"}, // from 00:30
		{"Pacific/Apia", "2011-12-29", "2011-12-29 10:00", "2011-12-30 10:00"},
		{"Pacific/Apia", "2011-12-30", "2011-12-30 10:00", "2011-12-30 10:00"}, // left out
		{"Pacific/Kiritimati", "2026-03-05", "2026-03-04 10:00", "2026-03-05 10:00"},
		{"Europe/Berlin", "2026-03-29", "2026-03-28 23:00", "2026-03-29 22:00"},
	} {
		in, err := time.LoadLocation(test.place)
		if err != nil {
			t.Fatal(err)
		}
		begins, errBegin := DayBegins(test.day, in)
		ends, errEnd := DayEnds(test.day, in)
		if errBegin != nil || errEnd != nil {
			t.Fatal(errBegin, errEnd)
		}
		const layout = "2006-01-02 15:04"
		if got := begins.UTC().Format(layout); got != test.begins {
			t.Errorf("%s in %s begins at %s, want %s", test.day, test.place, got, test.begins)
		}
		if got := ends.UTC().Format(layout); got != test.ends {
			t.Errorf("%s in %s ends at %s, want %s", test.day, test.place, got, test.ends)
		}
	}
}

// TestPeriodsWithoutMidnight has periods begin on a day that begins at 01:00, and
// count on over it.
func TestPeriodsWithoutMidnight(t *testing.T) {
	santiago, err := time.LoadLocation("America/Santiago")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		period Period
		now    time.Time
		want   string
	}{
		{Today, time.Date(2026, 9, 6, 15, 0, 0, 0, santiago), "2026-09-06T01:00:00-03:00"},
		{Today, time.Date(2026, 9, 7, 0, 30, 0, 0, santiago), "2026-09-07T00:00:00-03:00"},
		{LastWeek, time.Date(2026, 9, 12, 9, 0, 0, 0, santiago), "2026-09-06T01:00:00-03:00"},
		{LastWeek, time.Date(2026, 9, 6, 9, 0, 0, 0, santiago), "2026-08-31T00:00:00-04:00"},
		{LastMonth, time.Date(2026, 10, 5, 9, 0, 0, 0, santiago), "2026-09-06T01:00:00-03:00"},
	} {
		if got := test.period.Since(test.now).Format(time.RFC3339); got != test.want {
			t.Errorf("%v begins at %s, want %s", test.period, got, test.want)
		}
	}
}

// TestYesterdayWithoutMidnight names the days before one that followed upon a day
// without its first hour.
func TestYesterdayWithoutMidnight(t *testing.T) {
	santiago, err := time.LoadLocation("America/Santiago")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 9, 7, 0, 30, 0, 0, santiago)
	for day, want := range map[int]string{6: "Yesterday", 5: "Saturday"} {
		if got := DayName(time.Date(2026, 9, day, 12, 0, 0, 0, santiago), now); got != want {
			t.Errorf("%d September is %q, want %q", day, got, want)
		}
	}
}

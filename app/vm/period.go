package vm

import (
	"errors"
	"sort"
	"strings"
	"time"

	"landline/app/words"
)

// Period is a stretch of time that a search keeps to.
type Period int

// The periods.
const (
	AnyTime Period = iota
	Today
	LastWeek  // today and the six days before
	LastMonth // today and the 29 days before
	TypedDates
)

// Periods lists them in the order in which they are offered.
func Periods() []Period { return []Period{AnyTime, Today, LastWeek, LastMonth, TypedDates} }

// String names the period, as a menu offers it.
func (p Period) String() string {
	switch p {
	case Today:
		return words.T("Today")
	case LastWeek:
		return words.T("Last 7 days")
	case LastMonth:
		return words.T("Last 30 days")
	case TypedDates:
		return words.T("Between two days")
	default:
		return words.T("Any time")
	}
}

// Since is when the period begins: the first moment of a day in now's
// location; zero where it has no beginning of its own.
func (p Period) Since(now time.Time) time.Time {
	switch p {
	case Today:
		return firstOf(dateOf(now), now.Location())
	case LastWeek:
		return firstOf(dateOf(now).AddDate(0, 0, -6), now.Location())
	case LastMonth:
		return firstOf(dateOf(now).AddDate(0, 0, -29), now.Location())
	}
	return time.Time{}
}

// errDay says how a day is written.
var errDay = errors.New(words.Key("write a day as year-month-day, like 2026-03-05"))

// DayBegins reads a day written as year-month-day and returns its first
// moment in the given location, which is not midnight where the clocks skip that;
// an empty text is no day, the zero Time.
func DayBegins(text string, in *time.Location) (time.Time, error) {
	return borderOf(text, 0, in)
}

// DayEnds is DayBegins for the first moment after the day.
func DayEnds(text string, in *time.Location) (time.Time, error) {
	return borderOf(text, 1, in)
}

// borderOf is the first moment of the day that comes so many days after the one
// written.
func borderOf(text string, later int, in *time.Location) (time.Time, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return time.Time{}, nil
	}
	date, err := time.Parse("2006-1-2", text)
	if err != nil {
		return time.Time{}, errDay
	}
	return firstOf(date.AddDate(0, 0, later), in), nil
}

// dateOf is the day of the calendar at t's own place, as the midnight in UTC that
// begins it. Days are counted there: a place may have no midnight, or two.
func dateOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// firstOf is the first moment of a date at a place, or of the next one where the
// calendar there leaves it out.
func firstOf(date time.Time, in *time.Location) time.Time {
	const most = 48 * time.Hour // more than a place is off UTC and a day left out together
	from := date.Add(-most)
	seconds := sort.Search(int(2*most/time.Second), func(i int) bool {
		return !dateOf(from.Add(time.Duration(i) * time.Second).In(in)).Before(date)
	})
	return from.Add(time.Duration(seconds) * time.Second).In(in)
}

// When says shortly when something was said: the day and the time, in now's
// location.
func When(at, now time.Time) string {
	at = at.In(now.Location())
	day := words.ShortDate(at)
	switch {
	case sameDay(at, now), at.Before(now) && now.Sub(at) < 6*24*time.Hour:
		day = DayName(at, now)
	case at.Year() == now.Year():
		day = words.ShortDay(at)
	}
	return day + " " + words.Clock(at)
}

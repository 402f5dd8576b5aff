package vm

import (
	"errors"
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
		return dayBegins(now)
	case LastWeek:
		return dayBegins(now).AddDate(0, 0, -6)
	case LastMonth:
		return dayBegins(now).AddDate(0, 0, -29)
	}
	return time.Time{}
}

// errDay says how a day is written.
var errDay = errors.New(words.Key("write a day as year-month-day, like 2026-03-05"))

// DayBegins reads a day written as year-month-day and returns its first
// moment in the given location; an empty text is no day, the zero Time.
func DayBegins(text string, in *time.Location) (time.Time, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.ParseInLocation("2006-1-2", text, in)
	if err != nil {
		return time.Time{}, errDay
	}
	return day, nil
}

// DayEnds is DayBegins for the first moment after the day.
func DayEnds(text string, in *time.Location) (time.Time, error) {
	day, err := DayBegins(text, in)
	if err != nil || day.IsZero() {
		return day, err
	}
	return day.AddDate(0, 0, 1), nil
}

func dayBegins(now time.Time) time.Time {
	y, m, d := now.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, now.Location())
}

// When says shortly when something was said: the day and the time, in now's
// location.
func When(at, now time.Time) string {
	at = at.In(now.Location())
	day := words.ShortDate(at)
	switch {
	case sameDay(at, now), sameDay(at, now.AddDate(0, 0, -1)), at.Before(now) && now.Sub(at) < 6*24*time.Hour:
		day = DayName(at, now)
	case at.Year() == now.Year():
		day = words.ShortDay(at)
	}
	return day + " " + words.Clock(at)
}

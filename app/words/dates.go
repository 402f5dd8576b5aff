package words

import (
	"time"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/ar"
	"github.com/go-playground/locales/de"
	"github.com/go-playground/locales/en_GB"
	"github.com/go-playground/locales/es"
	"github.com/go-playground/locales/fr"
	"github.com/go-playground/locales/ja"
	"github.com/go-playground/locales/pt"
	"github.com/go-playground/locales/zh_Hans"
)

// customs makes the way in which a language writes dates and numbers (CLDR).
func (l Language) customs() locales.Translator {
	switch l {
	case German:
		return de.New()
	case Spanish:
		return es.New()
	case French:
		return fr.New()
	case Portuguese:
		return pt.New()
	case Japanese:
		return ja.New()
	case Chinese:
		return zh_Hans.New()
	case Arabic:
		return ar.New()
	}
	return en_GB.New()
}

func customs() locales.Translator { return now.Load().customs }

// Number writes a whole number with its thousands grouped: 1,204. It is exact up
// to 2^53.
func Number[N int | int64 | uint64](n N) string { return customs().FmtNumber(float64(n), 0) }

// Decimal writes a number with so many digits behind the point.
func Decimal(f float64, digits int) string { return customs().FmtNumber(f, uint64(digits)) }

// Clock is the hour and the minute of a moment: 15:04.
func Clock(t time.Time) string {
	if Current() == Chinese { // CLDR went over to 24 hours after these tables were made
		return t.Format("15:04")
	}
	return customs().FmtTimeShort(t)
}

// Seconds is Clock with the seconds.
func Seconds(t time.Time) string {
	if Current() == Chinese {
		return t.Format("15:04:05")
	}
	return customs().FmtTimeMedium(t)
}

// Weekday is the name of a moment's day of the week.
func Weekday(t time.Time) string { return customs().WeekdayWide(t.Weekday()) }

// Day is the day and the month of a moment: 2 January.
func Day(t time.Time) string {
	if Current() == Chinese { // whose full names of the months are written out
		return ShortDay(t)
	}
	// Day of the month and month, where the year goes without saying.
	return T("%[1]d %[2]s", t.Day(), customs().MonthWide(t.Month()))
}

// ShortDay is Day with the month shortened: 2 Jan.
func ShortDay(t time.Time) string {
	return T("%[1]d %[2]s", t.Day(), customs().MonthAbbreviated(t.Month()))
}

// Date is the day, the month and the year: 2 January 2006.
func Date(t time.Time) string { return customs().FmtDateLong(t) }

// ShortDate is Date with the month shortened: 2 Jan 2006.
func ShortDate(t time.Time) string { return customs().FmtDateMedium(t) }

// WeekdayAnd puts the day of the week before a day: Monday, 2 January.
func WeekdayAnd(t time.Time, day string) string {
	// Day of the week, and the date.
	return T("%[1]s, %[2]s", Weekday(t), day)
}

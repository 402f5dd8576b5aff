// Million fills a profile's folder with rooms full of lines, as a few years of
// an office would, and measures how fast they are found again.
//
//	go run ./netcore/bench/million -lines 1000000 -dir DIR
//
// A folder that has a history already is measured as it is. The lines are the
// same ones for the same seed, but for their times, which end today.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"time"

	"landline/netcore/chat"
	"landline/netcore/history"
)

func main() {
	lines := flag.Int("lines", 1_000_000, "how many lines to make")
	dir := flag.String("dir", "", "the folder; it is made where there is none")
	seed := flag.Uint64("seed", 1, "which lines to make")
	flag.Parse()
	if *dir == "" || *lines < 1 || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*dir, *lines, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "million:", err)
		os.Exit(1)
	}
}

func run(dir string, lines int, seed uint64) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	s, err := history.Open(dir, history.Options{})
	if err != nil {
		return err
	}
	rooms, err := s.Rooms()
	if err == nil && len(rooms) == 0 {
		err = timed(fmt.Sprintf("keep %d lines", lines), func() error { return fill(ctx, s, lines, seed) })
	}
	if err == nil {
		err = timed("bring the index up to date", func() error { return s.Index(ctx) })
	}
	if closed := s.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	for _, name := range []string{"history.db", "search.db"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil {
			fmt.Printf("%-40s %8.1f MiB\n", "size of "+name, float64(info.Size())/(1<<20))
		}
	}
	return measure(ctx, dir)
}

// timed prints how long f took.
func timed(what string, f func() error) error {
	began := time.Now()
	err := f()
	fmt.Printf("%-40s %8.1f s\n", what, time.Since(began).Seconds())
	return err
}

// rooms are the names and the shares, in percent, of what is said.
var rooms = []struct {
	name  string
	share int
}{{"Front desk", 40}, {"Lab", 20}, {"Warehouse", 15}, {"Kitchen", 10}, {"打印室", 8}, {"Склад", 4}, {"Night shift", 3}}

// years is how long people have talked.
const years = 3 * 365 * 24 * time.Hour

func fill(ctx context.Context, s *history.Store, lines int, seed uint64) error {
	const page = 4096
	t := newTalk(seed)
	for _, room := range rooms {
		l, err := s.Log(chat.NewRoomID(), room.name)
		if err != nil {
			return err
		}
		n := max(1, lines*room.share/100)
		at := time.Now().Add(-years)
		for seq := 0; seq < n; {
			said := make([]chat.Message, 0, page)
			for ; seq < n && len(said) < page; seq++ {
				at = at.Add(time.Duration(t.Int64N(2 * int64(years) / int64(n+1))))
				said = append(said, t.message(uint64(seq+1), at))
			}
			if _, err := l.Append(said); err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
	}
	return nil
}

// measure prints how long it takes to open the profile, to read the newest page
// of its largest room, and to search.
func measure(ctx context.Context, dir string) (err error) {
	began := time.Now()
	s, err := history.Open(dir, history.Options{})
	if err != nil {
		return err
	}
	defer func() {
		if closed := s.Close(); err == nil {
			err = closed
		}
	}()
	list, err := s.Rooms()
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return history.ErrNoRoom
	}
	room := slices.MaxFunc(list, func(a, b history.Room) int { return int(int64(a.Lines) - int64(b.Lines)) })
	page, err := s.Around(room.ID, nil, room.Epoch, room.Head, 200)
	if err != nil {
		return err
	}
	fmt.Printf("%-40s %8.1f ms, %d lines\n\n", "open the profile and its newest page", ms(time.Since(began)), len(page))
	return searches(ctx, s, room)
}

func searches(ctx context.Context, s *history.Store, room history.Room) error {
	year := time.Now().Add(-years / 3)
	fmt.Printf("%-40s %8s %8s %8s\n", "search, newest 50", "first ms", "median", "hits")
	for _, test := range []struct {
		name  string
		query history.Query
	}{
		{"a rare word", history.Query{Text: rareWord}},
		{"a common word, in every fifth line", history.Query{Text: commonWord}},
		{"a Chinese phrase", history.Query{Text: cjkPhrase}},
		{"a Chinese word", history.Query{Text: cjkWord}},
		{"one Chinese character", history.Query{Text: "天"}},
		{"two common words", history.Query{Text: commonWord + " coffee"}},
		{"a phrase that nobody said", history.Query{Text: `"the a to is it and"`}},
		{"the beginning of a word", history.Query{Text: "zeppe"}},
		{"the beginning of a common word", history.Query{Text: "printe"}},
		{"nothing", history.Query{Text: "nowheretobefound"}},
		{"a rare word in one room", history.Query{Text: rareWord, Room: room.ID}},
		{"a common word in one room", history.Query{Text: commonWord, Room: room.ID}},
		{"a common word by one person", history.Query{Text: commonWord, From: "zoë"}},
		{"a common word, a year ago", history.Query{Text: commonWord, Until: year}},
		{"all by one person in one room", history.Query{From: "bo", Room: room.ID}},
		{"common word, room, person, period", history.Query{Text: commonWord, From: "bo", Room: room.ID, Since: year.Add(-years / 6), Until: year}},
	} {
		const times = 21
		var took []time.Duration
		hits := 0
		for range times {
			began := time.Now()
			list, _, err := s.Search(ctx, test.query)
			if err != nil {
				return err
			}
			took, hits = append(took, time.Since(began)), len(list)
		}
		first := took[0]
		slices.Sort(took)
		fmt.Printf("%-40s %8.2f %8.2f %8d\n", test.name, ms(first), ms(took[times/2]), hits)
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

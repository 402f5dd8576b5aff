package history_test

import (
	"fmt"
	"testing"

	"landline/netcore/chat"
	"landline/netcore/history"
)

// filled makes a database with one hosted room of n lines.
func filled(b *testing.B, n int) (dir string, room chat.RoomID) {
	b.Helper()
	dir, room = b.TempDir(), chat.NewRoomID()
	s, err := history.Open(dir, history.Options{})
	if err != nil {
		b.Fatal(err)
	}
	l, err := s.Log(room, "Front desk")
	if err != nil {
		b.Fatal(err)
	}
	for n > 0 {
		page := lines(min(n, 4096))
		for i := range page {
			page[i].Name = fmt.Sprintf("Person %d", i%50)
		}
		if _, err := l.Append(page); err != nil {
			b.Fatal(err)
		}
		n -= len(page)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return dir, room
}

func BenchmarkAppend(b *testing.B) {
	for _, n := range []int{1, 64, 1024} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := open(b, b.TempDir())
			l, err := s.Log(chat.NewRoomID(), "Front desk")
			if err != nil {
				b.Fatal(err)
			}
			page := lines(n)
			b.ReportAllocs()
			for b.Loop() {
				for i := range page {
					page[i].ID = chat.NewMessageID()
				}
				if _, err := l.Append(page); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "lines/s")
		})
	}
}

// BenchmarkAppendTogether has 64 goroutines append a line each: group commit.
func BenchmarkAppendTogether(b *testing.B) {
	s := open(b, b.TempDir())
	l, err := s.Log(chat.NewRoomID(), "Front desk")
	if err != nil {
		b.Fatal(err)
	}
	b.SetParallelism(32)
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			if _, err := l.Append(lines(1)); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}

func BenchmarkRead(b *testing.B) {
	dir, room := filled(b, 100_000)
	s := open(b, dir)
	l, err := s.Log(room, "Front desk")
	if err != nil {
		b.Fatal(err)
	}
	for _, page := range []int{256, 2048} {
		b.Run(fmt.Sprint(page), func(b *testing.B) {
			b.ReportAllocs()
			total := 0
			for b.Loop() {
				for after := uint64(0); after < 100_000; {
					list, err := l.Read(after, page)
					if err != nil || len(list) == 0 {
						b.Fatal(len(list), err)
					}
					after = list[len(list)-1].Seq
					total += len(list)
				}
			}
			b.ReportMetric(float64(total)/b.Elapsed().Seconds(), "lines/s")
		})
	}
}

// BenchmarkMillion opens a database of a million lines and shows its end.
func BenchmarkMillion(b *testing.B) {
	dir, room := filled(b, 1_000_000)
	b.Run("Open", func(b *testing.B) {
		for b.Loop() {
			s, err := history.Open(dir, history.Options{})
			if err != nil {
				b.Fatal(err)
			}
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("OpenLogAppend", func(b *testing.B) {
		for b.Loop() {
			s, err := history.Open(dir, history.Options{})
			if err != nil {
				b.Fatal(err)
			}
			l, err := s.Log(room, "Front desk")
			if err != nil {
				b.Fatal(err)
			}
			if _, err := l.Append(lines(1)); err != nil {
				b.Fatal(err)
			}
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	s := open(b, dir)
	l, err := s.Log(room, "Front desk")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("Append64", func(b *testing.B) {
		for b.Loop() {
			if _, err := l.Append(lines(64)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Newest100", func(b *testing.B) {
		seat, err := s.SeatIn("room "+room.String(), room, nil)
		if err != nil {
			b.Fatal(err)
		}
		_, head := l.Bounds()
		if err := seat.Enter(chat.Entered{Room: room, Epoch: l.Epoch(), Name: "Front desk", First: 1, Head: head, After: head}); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			list, err := seat.Newest(100)
			if err != nil || len(list) != 100 {
				b.Fatal(len(list), err)
			}
		}
	})
}

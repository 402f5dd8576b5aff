package siege

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
)

// The crowd: members enough to make a room, who each say so many lines a second.
const (
	members = 20
	pace    = fewer * 100 * time.Millisecond
)

// hostAddress is where the room is.
const hostAddress = "10.7.0.1:7678"

// figures are what the crowd measured while it talked.
type figures struct {
	Lines int // said
	Heard int // by all together
	P50   time.Duration
	P99   time.Duration
	Fault string // what no member may see
}

// crowd is the process of the members. Each line of its input says how long they
// shall talk; it prints the figures.
func crowd() error {
	c := &people{begin: time.Now()}
	for i := range members {
		if err := c.sit(i); err != nil {
			return err
		}
	}
	fmt.Println("seated")
	orders := bufio.NewScanner(os.Stdin)
	for orders.Scan() {
		d, err := time.ParseDuration(orders.Text())
		if err != nil {
			return err
		}
		if err := json.NewEncoder(os.Stdout).Encode(c.talk(d)); err != nil {
			return err
		}
	}
	for _, m := range c.members {
		_ = m.client.Close()
	}
	return orders.Err()
}

type people struct {
	begin   time.Time
	members []*member
	told    sync.WaitGroup // lines that were not heard by all yet
}

// member is one who talks and hears.
type member struct {
	client *netcore.Client
	mu     sync.Mutex
	seq    uint64
	took   []time.Duration
	fault  string
	ended  chan struct{}
}

func (c *people) sit(i int) error {
	me, err := identity.New()
	if err != nil {
		return err
	}
	target, err := netcore.ParseTarget(hostAddress)
	if err != nil {
		return err
	}
	client, err := netcore.Dial(context.Background(), target, netcore.ClientConfig{
		Identity: me, Name: fmt.Sprintf("Member %d", i), Receipts: true,
	})
	if err != nil {
		return err
	}
	m := &member{client: client, ended: make(chan struct{})}
	c.members = append(c.members, m)
	go m.listen(c)
	return nil
}

// listen takes what the room says. The text of a line is when it was said.
func (m *member) listen(c *people) {
	defer close(m.ended)
	for e := range m.client.Events() {
		switch e := e.(type) {
		case chat.Entered:
			m.seq = e.After
		case chat.Said:
			m.heard(c, e)
			c.told.Done()
		case chat.Declined:
			m.failed("a line was declined: " + e.Error())
		}
	}
	m.failed(fmt.Sprintf("the connection ended: %v", m.client.Err()))
}

func (m *member) heard(c *people, e chat.Said) {
	now := time.Since(c.begin)
	at, err := strconv.ParseInt(strings.TrimSpace(e.Text), 10, 64)
	m.mu.Lock()
	defer m.mu.Unlock()
	if err != nil || e.Seq != m.seq+1 {
		m.fault = fmt.Sprintf("line %d (%q) follows %d", e.Seq, e.Text, m.seq)
	}
	m.seq = e.Seq
	m.took = append(m.took, now-time.Duration(at))
	m.client.Have(e.Seq)
}

func (m *member) failed(why string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fault == "" {
		m.fault = why
	}
}

// talk has everybody say lines for d, and waits until everybody has heard all of
// them.
func (c *people) talk(d time.Duration) figures {
	lines := int(d / pace)
	c.told.Add(lines * len(c.members) * len(c.members))
	var speakers sync.WaitGroup
	for i, m := range c.members {
		speakers.Go(func() {
			// Not all in one breath.
			time.Sleep(pace * time.Duration(i) / members)
			tick := time.NewTicker(pace)
			defer tick.Stop()
			for range lines {
				<-tick.C
				text := fmt.Sprintf("%-100d", time.Since(c.begin).Nanoseconds())
				if err := m.client.Say(chat.NewMessageID(), text); err != nil {
					m.failed("a line could not be sent: " + err.Error())
				}
			}
		})
	}
	speakers.Wait()
	all := make(chan struct{})
	go func() { c.told.Wait(); close(all) }()
	f := figures{Lines: lines * len(c.members)}
	select {
	case <-all:
	case <-time.After(time.Minute):
		f.Fault = "not everybody heard everything within a minute"
	}
	var took []time.Duration
	for i, m := range c.members {
		m.mu.Lock()
		took = append(took, m.took...)
		m.took = nil
		if m.fault != "" {
			f.Fault = fmt.Sprintf("member %d: %s", i, m.fault)
		}
		m.mu.Unlock()
	}
	slices.Sort(took)
	if f.Heard = len(took); f.Heard > 0 {
		f.P50, f.P99 = took[len(took)/2], took[len(took)*99/100]
	}
	return f
}

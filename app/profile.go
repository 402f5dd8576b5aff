package app

import (
	"cmp"
	"fmt"
	"log/slog"
	"os"
	"os/user"
	"path/filepath"

	"github.com/adrg/xdg"

	"landline/app/words"
	"landline/netcore/chat"
	"landline/netcore/history"
	"landline/netcore/identity"
)

// profile is a folder with one person's identity, known hosts, settings and
// history.
type profile struct {
	dir      string
	identity *identity.Identity
	place    [16]byte // where dir lies (identity.PlaceOf)
	known    *identity.KnownHosts
	secrets  passwords
	verified *verified
	settings *settings
	history  *history.Store // nil before openHistory
}

// profileDir is the folder of a profile that was asked for; of none it is the
// person's usual one.
func profileDir(asked string) string {
	return cmp.Or(asked, filepath.Join(xdg.DataHome, "landline"))
}

// openProfile opens, and where needed makes, the profile in dir; the empty dir
// is the person's usual one.
func openProfile(dir string) (*profile, error) {
	dir = profileDir(dir)
	me, err := identity.Load(dir)
	if err != nil {
		return nil, fmt.Errorf("app: profile: %w", err)
	}
	known, err := identity.OpenKnownHosts(filepath.Join(dir, "known_hosts"))
	if err != nil {
		return nil, fmt.Errorf("app: profile: %w", err)
	}
	kept, err := openSettings(filepath.Join(dir, "settings.json"))
	if err != nil {
		return nil, fmt.Errorf("app: profile: %w", err)
	}
	place, err := identity.PlaceOf(dir)
	if err != nil {
		return nil, fmt.Errorf("app: profile: %w", err)
	}
	return &profile{
		dir: dir, identity: me, place: place, known: known, settings: kept,
		secrets:  passwords{filepath.Join(dir, "passwords.json")},
		verified: newVerified(dir),
	}, nil
}

// openHistory opens what was said before. Close ends it.
func (p *profile) openHistory(log *slog.Logger) error {
	store, err := history.Open(p.dir, history.Options{Logger: log})
	if err != nil {
		return fmt.Errorf("app: profile: %w", err)
	}
	p.history = store
	return nil
}

func (p *profile) close() error {
	if p.history == nil {
		return nil
	}
	return p.history.Close()
}

// name is what this person goes by: what they ask for now, what they chose
// before, or else what the computer calls them.
func (p *profile) name(asked string) (string, error) {
	name := cmp.Or(asked, p.settings.get().Name)
	if name == "" {
		name = accountName()
	}
	return chat.CleanName(name)
}

// accountName is the person's name as the computer knows it.
func accountName() string {
	if u, err := user.Current(); err == nil {
		if name, err := chat.CleanName(cmp.Or(u.Name, u.Username)); err == nil && u.Uid != "0" {
			return name
		}
	}
	if host, err := os.Hostname(); err == nil {
		if name, err := chat.CleanName(host); err == nil {
			return name
		}
	}
	return words.T("Somebody")
}

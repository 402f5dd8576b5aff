//go:build !(linux || freebsd || openbsd || netbsd || darwin || windows)

package notify

import (
	"context"
	"errors"
)

func connect(context.Context, Config) (center, error) {
	return nil, errors.New("notify: this system has no notifications that Landline knows")
}

//go:build !linux

package main

import (
	"context"
	"errors"
)

// keepAwake does nothing: only Linux has a class of processes that is in nobody's way.
func (*bed) keepAwake(context.Context) (stop func(), err error) { return func() {}, nil }

func wake(string) error { return errors.ErrUnsupported }

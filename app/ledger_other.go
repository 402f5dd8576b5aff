//go:build !linux

package app

import (
	"errors"
	"os"
)

// mapPage is not worth its while here.
func mapPage(*os.File, int) ([]byte, error) { return nil, errors.ErrUnsupported }

func unmapPage([]byte) {}

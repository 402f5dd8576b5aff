package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"golang.org/x/term"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/pake"
)

// passwordVariable is where a script can leave a room's password: a file is
// better, for on some systems others can read a program's environment.
const passwordVariable = "LANDLINE_PASSWORD"

// passwordFlags are how a room's password comes in: never as an argument, which
// everybody on the computer can read.
type passwordFlags struct {
	PasswordFile string `help:"File with the room's password in its first line. LANDLINE_PASSWORD does too; a terminal asks." placeholder:"FILE" type:"path" xor:"password"`
	KeepPassword bool   `help:"Keep the password on this computer."`
}

// takePassword takes the password out of the environment, so that no program
// that this one starts has it. There tells whether anything is there, be it
// nothing: a script that failed to put it in.
func takePassword() (password string, there bool) {
	password, there = os.LookupEnv(passwordVariable)
	_ = os.Unsetenv(passwordVariable) // fails for no name that is a name
	return password, there
}

// given is the password of the flags or the environment; empty for none.
func (s *shell) given(c passwordFlags) (password string, code int) {
	where, typed := passwordVariable, s.password
	if c.PasswordFile != "" {
		where = c.PasswordFile
		var err error
		if typed, err = s.passwordIn(c.PasswordFile); err != nil {
			return "", s.out.fail(exitUsage, sentenceCase(err))
		}
	}
	switch {
	case typed != "":
	case s.hollow:
		return "", s.out.fail(exitUsage, passwordVariable+" is set, but empty. Put the password into it, or unset it.")
	default:
		return "", exitDone
	}
	password, err := pake.Prepare(typed)
	if err != nil {
		return "", s.out.fail(exitUsage, fmt.Sprintf("What %s has cannot be a password: it needs 1 to %d bytes of UTF-8 without control characters.",
			where, pake.MaxPassword))
	}
	return password, exitDone
}

// passwordLine bounds the first line of a password file, in bytes.
const passwordLine = 4096

// passwordIn reads the first line of a file.
func (s *shell) passwordIn(path string) (string, error) {
	if path == "-" {
		return "", errors.New("--password-file -: standard input is said in the room; put the password into a file")
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("--password-file: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && runtime.GOOS != "windows" && info.Mode().IsRegular() && info.Mode().Perm()&0o077 != 0 {
		s.out.sayf("Others on this computer can read or change %s; chmod 600 keeps the password from them.", path)
	}
	lines := bufio.NewReader(io.LimitReader(f, passwordLine))
	line, err := lines.ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("--password-file: %w", err)
	}
	line = strings.TrimPrefix(line, "\ufeff") // some editors put it in front
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		return "", fmt.Errorf("--password-file: the first line of %s is empty", path)
	}
	return line, nil
}

// terminal is standard input where that is a terminal; nil where it is not.
func (s *shell) terminal() *os.File { return terminal(s.Stdin) }

// terminal is the file of a stream that is a terminal, else nil.
func terminal(stream any) *os.File {
	if f, ok := stream.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return f
	}
	return nil
}

// errNotAsked is why nobody typed a password: the program was asked to end.
var errNotAsked = errors.New("app: interrupted at the password")

// prompt asks for a password on the terminal, which does not show it. What is
// typed is prepared; something that cannot be a password is asked for again.
func (s *shell) prompt(ctx context.Context, question string) (string, error) {
	for {
		typed, err := s.hidden(ctx, question+" ")
		if err != nil {
			return "", err
		}
		password, err := pake.Prepare(typed)
		if err == nil {
			return password, nil
		}
		s.out.sayf("A password needs 1 to %d bytes without control characters.", pake.MaxPassword)
	}
}

// hidden reads one line from the terminal, which does not show it, not even what
// is typed the moment the question appears. The error is errNotAsked where ctx
// ends, or the terminal is closed.
func (s *shell) hidden(ctx context.Context, question string) (string, error) {
	fd := int(s.terminal().Fd())
	s.out.err.print(nil, nil) // what was printed before is meant for the terminal as it was
	before, err := term.MakeRaw(fd)
	if err != nil {
		return "", fmt.Errorf("app: terminal: %w", err)
	}
	defer func() {
		_ = term.Restore(fd, before) // the terminal may be gone
		s.out.err.print([]byte("\n"), nil)
	}()
	s.out.err.print([]byte(question), nil)
	type answer struct {
		typed []byte
		err   error
	}
	// Nothing can end this read. Its goroutine ends with the program.
	read := make(chan answer, 1)
	go func() {
		typed, err := term.ReadPassword(fd)
		read <- answer{typed, err}
	}()
	select {
	case a := <-read:
		if a.err != nil {
			return "", errNotAsked
		}
		return string(a.typed), nil
	case <-ctx.Done():
		return "", errNotAsked
	}
}

// promptTwice asks for a new password, and once more.
func (s *shell) promptTwice(ctx context.Context, room string) (string, error) {
	for {
		password, err := s.prompt(ctx, fmt.Sprintf("New password for %q:", oneLine(room)))
		if err != nil {
			return "", err
		}
		again, err := s.prompt(ctx, "The same once more:")
		if err != nil || again == password {
			return password, err
		}
		s.out.sayf("The two were not the same.")
	}
}

// guesses is how often a person is asked for a room's password.
const guesses = 3

// dialAsking is a dialer's dial. Where the room wants a password, and nobody has
// read the terminal yet, it asks the person.
func (s *shell) dialAsking(d *dialer, target string, keep bool) func(context.Context, chat.Cursor) (*netcore.Client, error) {
	left := guesses
	if s.terminal() == nil {
		left = 0
	}
	return func(ctx context.Context, from chat.Cursor) (*netcore.Client, error) {
		for {
			client, err := d.dial(ctx, from)
			question := fmt.Sprintf("Password of %s:", oneLine(target))
			switch {
			case left == 0:
				return client, err
			case errors.Is(err, chat.PasswordWanted):
			case errors.Is(err, chat.PasswordWrong):
				s.out.sayf("That is not the room’s password.")
			case errors.Is(err, chat.TooManyAttempts) && left < guesses:
				s.out.sayf("%s", sentenceCase(errors.New(sentence(err))))
				left++ // it was not tried
			default:
				left = 0 // from now on the terminal is read for lines
				return client, err
			}
			left--
			password, asked := s.prompt(ctx, question)
			if asked != nil {
				return nil, err
			}
			d.secret.give(password, keep)
		}
	}
}

package app

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/alecthomas/kong"

	"landline/netcore"
)

// Exit codes of the program, the same for every command.
const (
	exitDone        = 0
	exitFailed      = 1 // of this computer: the profile cannot be read, no display
	exitUsage       = 2
	exitRefused     = 3
	exitUnreachable = 4
	exitCannotBind  = 5
	exitKeyChanged  = 6
)

// Program is what main hands over.
type Program struct {
	Metadata string            // FyneApp.toml, the one place where the version is written
	Window   func(*Desk) error // opens the window and returns when it was closed; nil where there is none
	Args     []string          // without the program's own name
	Stdin    io.Reader
	Stdout   io.Writer
	Stderr   io.Writer

	// Alert shows, in place of the window that cannot be opened, what to do and
	// what is wrong, and returns when that was closed. It does nothing where there
	// is no display; nil where there is no window at all.
	Alert func(advice, detail string)
}

// commands is the grammar of the command line.
type commands struct {
	Profile string           `help:"Folder with identity, settings and known hosts." placeholder:"DIR" type:"path"`
	Verbose bool             `help:"Log to standard error what happens underneath."`
	Version kong.VersionFlag `help:"Print the version and exit."`

	Window   windowCommand   `cmd:"" default:"withargs" help:"Open the window; so does landline without a command, or with nothing but a link."`
	Host     hostCommand     `cmd:"" help:"Host a room and sit in it."`
	Join     joinCommand     `cmd:"" help:"Join a room; standard input is said, line by line."`
	Discover discoverCommand `cmd:"" help:"List the rooms on this network."`
	Doctor   doctorCommand   `cmd:"" help:"Say why a room may not be seen, or why an address cannot be reached."`

	keyCommands     `embed:""`
	historyCommands `embed:""`
}

type windowCommand struct {
	Link string `arg:"" optional:"" help:"Invitation to join first: landline://…"`
	JSON bool   `hidden:"" name:"json"` // of whoever mistypes a command
}

// seatFlags are those of whoever sits in a room at a terminal.
type seatFlags struct {
	passwordFlags `embed:""`

	Commands *bool `help:"Take lines that begin with / as commands, /help lists them; so it is on a terminal." negatable:""`
	JSON     bool  `help:"Print one JSON object per line." name:"json"`
}

type hostCommand struct {
	Name   string  `help:"Name of the room; your own name's room where left out." placeholder:"NAME"`
	Port   int     `help:"Port to listen on; 0 lets the system pick one." default:"7678" placeholder:"PORT"`
	Bind   string  `help:"Address to listen on; all of this computer's where left out." placeholder:"ADDRESS"`
	As     string  `help:"Your name." placeholder:"NICK"`
	Hidden bool    `help:"Do not announce the room on the network; others join by its address."`
	Keep   string  `help:"How long lines are kept: all, so many days (30d), or so many lines (10000); as before where left out." placeholder:"TIME"`
	Rate   float64 `help:"Lines a second that each member may say; 0 for no limit." default:"50" placeholder:"LINES"`

	AskPassword bool `help:"Ask on the terminal for the password that the room has from now on." xor:"password"`
	NoPassword  bool `help:"Open a room to everybody that had a password before." xor:"password"`

	seatFlags `embed:""`
}

type joinCommand struct {
	Target  string        `arg:"" name:"room" help:"HOST[:PORT], [IPV6]:PORT, a link, or the name of a room on this network."`
	As      string        `help:"Your name." placeholder:"NICK"`
	History uint64        `help:"How many of the room's newest lines to print to a newcomer. Later joins print what was not printed yet." default:"50" placeholder:"LINES"`
	Replay  bool          `help:"Print as many lines as --history says once more."`
	GiveUp  time.Duration `help:"End when the room was away for so long; 0 waits for ever." default:"0s" placeholder:"TIME"`

	seatFlags `embed:""`
}

type discoverCommand struct {
	For  time.Duration `help:"How long to listen." default:"3s" placeholder:"TIME"`
	JSON bool          `help:"Print one JSON object per line." name:"json"`
}

// shell is what the commands share while they run.
type shell struct {
	Program
	profile  string
	version  string
	password string // of the environment
	hollow   bool   // the environment has a password, and it is empty
	log      *slog.Logger
	out      *printer
	places   []*place // given up when everything was printed
}

// Run carries out one command line and returns the exit code. SIGINT and
// SIGTERM end it cleanly; a second one ends it at once.
func Run(p Program) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	s := &shell{Program: p, version: versionIn(p.Metadata), log: slog.New(slog.DiscardHandler)}
	password, there := takePassword()
	s.password, s.hollow = password, there && password == ""
	s.out = newPrinter(ctx, p.Stdout, p.Stderr, asksJSON(p.Args))
	code := s.out.close(s.run(ctx))
	for _, at := range s.places {
		_ = at.close() // whatever it is, the system closes the files
	}
	return code
}

func (s *shell) run(ctx context.Context) (code int) {
	defer func() {
		switch end := recover().(type) {
		case nil:
		case exited:
			code = int(end)
		default:
			panic(end)
		}
	}()
	var c commands
	parser := kong.Must(&c,
		kong.Name("landline"),
		kong.Description("Chat on the local network: no server, no account, no internet."),
		kong.Vars{"version": "landline " + s.version},
		kong.Writers(s.Stdout, s.Stderr),
		kong.Exit(func(code int) { panic(exited(code)) }),
	)
	chosen, err := parser.Parse(s.Args)
	if err != nil {
		return s.out.fail(exitUsage, sentenceCase(err)+" Try landline --help.")
	}
	s.profile = c.Profile
	s.out.json = c.Window.JSON || c.Host.JSON || c.Join.JSON || c.Discover.JSON || c.Doctor.JSON || c.keyCommands.json() || c.historyCommands.json()
	if c.Verbose {
		s.log = slog.New(slog.NewTextHandler(s.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	command, _, _ := strings.Cut(chosen.Command(), " ")
	if command == "window" {
		return s.begin(ctx, c.Window.Link)
	}
	// A reader who has gone is an error of the write, not the end of the
	// program: others would not hear a goodbye.
	signal.Ignore(syscall.SIGPIPE)
	if code, ok := s.history(ctx, command, c.historyCommands); ok {
		return code
	}
	if code, ok := s.keys(ctx, command, c.keyCommands); ok {
		return code
	}
	switch command {
	case "host":
		return s.host(ctx, c.Host)
	case "discover":
		return s.discover(ctx, c.Discover)
	case "doctor":
		return s.doctor(ctx, c.Doctor)
	default:
		return s.join(ctx, c.Join)
	}
}

// begin opens the window. What stands where a command should is a link, or a
// mistake.
func (s *shell) begin(ctx context.Context, link string) int {
	if link != "" && !netcore.IsInvitation(link) {
		return s.out.fail(exitUsage, fmt.Sprintf("%q is neither a command nor a link. Try landline --help.", link))
	}
	return s.window(ctx, link)
}

// asksJSON tells whether a command line that cannot be parsed is a script's.
func asksJSON(args []string) bool {
	for _, arg := range args {
		switch arg {
		case "--":
			return false
		case "--json", "--json=true", "--json=1", "--json=yes":
			return true
		}
	}
	return false
}

// exited is how kong's --help and --version end a run.
type exited int

// program is the name and version that the other side gets to see.
func (s *shell) program() string { return "landline " + s.version }

// versionIn finds the version in FyneApp.toml.
func versionIn(metadata string) string {
	var m struct{ Details struct{ Version string } }
	if _, err := toml.Decode(metadata, &m); err != nil {
		panic(fmt.Sprintf("app: FyneApp.toml: %v", err))
	}
	return cmp.Or(m.Details.Version, "unknown")
}

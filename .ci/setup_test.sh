#!/bin/sh
# setup_test KIND... tests .ci/setup with package managers that only write down
# how they were called. Of the kinds, everything must be present on this machine.
set -eu
setup=$(cd "$(dirname "$0")" && pwd)/setup
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
calls=$work/calls
failed=0

# command NAME DIR writes a command to DIR that does what standard input says.
command_in() { { echo '#!/bin/sh'; cat; } >"$2/$1" && chmod +x "$2/$1"; }

# expect WHAT WANTED GOT
expect() {
	[ "$2" = "$3" ] && return
	printf 'setup_test: %s:\n  want: %s\n  got:  %s\n' "$1" "$2" "$3" >&2
	failed=1
}

# expect_says WHAT WORDS: the last run said so.
expect_says() { grep -q -- "$2" "$work/said" || expect "$1" "says: $2" "$(cat "$work/said")"; }

# machine NAME MANAGER makes a bin directory in which there is nothing but the
# shell's own tools, Go and one package manager. Installing puts into it
# everything that setup looks for.
machine() {
	bin=$work/$1
	mkdir "$bin"
	for tool in sh sed awk cut cat tr dirname env chmod ln; do
		ln -s "$(command -v $tool)" "$bin/$tool"
	done
	echo "echo ${go:-go9.1}" | command_in go "$bin"
	echo "echo ${system:-Linux}" | command_in uname "$bin"
	echo "echo ${user:-0}" | command_in id "$bin"
	command_in "$2" "$bin" <<-END
		echo "$2 \$*" >>$calls
		case "\$*" in *update*) exit ;; esac
		[ -n "${useless:-}" ] || for tool in gcc clang pkg-config Xvfb openbox xdotool import xprop \
			xclip xauth ip ss dbus-daemon x86_64-w64-mingw32-gcc; do
			ln -s $work/yes $bin/\$tool
		done
	END
}

# run KIND... runs setup on the machine made last. Only what stands in its bin
# directory is seen, as setup adds nothing but the system directories, which
# the wrapper hides too.
run() {
	: >"$calls"
	status=0
	sed "s|^PATH=.*|PATH=$bin|" "$setup" >"$work/setup"
	mkdir -p "$work/.ci" && cp "$work/setup" "$work/.ci/setup"
	cp "$(dirname "$setup")/../go.mod" "$work/go.mod"
	SSL_CERT_FILE=$setup PATH=$bin sh "$work/.ci/setup" "$@" >"$work/said" 2>&1 || status=$?
}

echo 'exit 0' | command_in yes "$work"

# Here, where everything is present, no package manager is started.
mkdir "$work/shims"
for manager in apt-get apt dpkg dnf pacman brew xcode-select sudo; do
	echo "echo $manager \$* >>$calls; exit 1" | command_in $manager "$work/shims"
done
: >"$calls"
PATH=$work/shims:$PATH "$setup" "$@" || failed=1
expect 'everything present' '' "$(cat "$calls")"

machine debian apt-get
run build
expect 'debian: status' 0 $status
expect 'debian: commands' \
	'apt-get update -q apt-get install -q -y --no-install-recommends gcc libc6-dev clang pkg-config libgl-dev libegl-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev libwayland-dev libxkbcommon-dev' \
	"$(tr '\n' ' ' <"$calls" | sed 's/ $//')"
expect_says 'debian: reason' 'libegl-dev *EGL headers'
run build display
expect 'debian: only what still lacks' 0 $status
expect 'debian: second time' '' "$(cat "$calls")"

machine fedora dnf
run build
expect 'fedora: status' 0 $status
expect 'fedora: commands' \
	'dnf install -y --setopt=install_weak_deps=False gcc glibc-devel clang pkgconf-pkg-config mesa-libGL-devel mesa-libEGL-devel libX11-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel wayland-devel libxkbcommon-devel' \
	"$(cat "$calls")"

machine arch pacman
run build display
expect 'arch: status' 0 $status
expect 'arch: commands, each package once' \
	'pacman -S --needed --noconfirm gcc glibc clang pkgconf libglvnd libx11 libxcursor libxrandr libxinerama libxi libxxf86vm wayland libxkbcommon xorg-server-xvfb mesa openbox xdotool imagemagick xorg-xprop xclip xorg-xauth' \
	"$(cat "$calls")"

system=Darwin machine mac xcode-select
run build
expect 'macOS: stops until the tools are there' 1 $status
expect 'macOS: commands' 'xcode-select --install' "$(cat "$calls")"
system=Darwin machine mac-brew brew
for tool in gcc clang; do ln -s "$work/yes" "$bin/$tool"; done
run windows
expect 'macOS: brew' 'brew install mingw-w64' "$(cat "$calls")"

user=1000 machine plain apt-get
run build
expect 'no root and no sudo: status' 1 $status
expect 'no root and no sudo: commands' '' "$(cat "$calls")"
expect_says 'no root and no sudo' 'as root run: .*apt-get update'
echo 'exec "$@"' | command_in sudo "$bin"
run build
expect 'sudo: status' 0 $status

useless=yes machine stubborn apt-get
run build
expect 'nothing came of it: status' 1 $status
expect_says 'nothing came of it' 'still missing after installing: gcc'

go=go1.9.7 machine old apt-get
run build
expect 'old Go: status' 1 $status
expect 'old Go: commands' '' "$(cat "$calls")"
expect_says 'old Go' 'this is Go 1.9.7.*go.dev/dl'
rm "$bin/go"
run build
expect 'no Go: status' 1 $status
expect_says 'no Go' 'there is none in PATH'

run nonsense
expect 'unknown kind: status' 1 $status

exit $failed

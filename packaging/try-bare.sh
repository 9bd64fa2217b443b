#!/bin/sh
# Tries this checkout on bare machines: the smallest root file systems of Debian, made by debootstrap, with nothing
# but a copy of the tree. Needs root, debootstrap and a package mirror.
#
#     packaging/try-bare.sh [--check] [SUITE…]     suites: bookworm trixie (both by default)
#
# On each: non-root without Python, non-root without Qt's libraries (exit 3 and one sentence that names the packages),
# root (./run --help, ./run, and with --check the whole ./check), then non-root on what root prepared. Where this
# machine has Xvfb, the window too.
# BARE_DIR (default /var/tmp/chorographe-bare) keeps the base systems; BARE_MIRROR is the Debian mirror.
set -eu
ROOT=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
DIR=${BARE_DIR:-/var/tmp/chorographe-bare}
MIRROR=${BARE_MIRROR:-http://deb.debian.org/debian}
CERTIFICATES=/etc/ssl/certs/ca-certificates.crt
whole=
if [ "${1:-}" = --check ]; then
    whole=yes
    shift
fi
[ $# -gt 0 ] || set -- bookworm trixie
mkdir -p "$DIR"

# base SUITE: a base system without Python, kept from one call to the next.
base() {
    [ -e "$DIR/$1.done" ] && return 0
    rm -rf "${DIR:?}/$1"
    debootstrap --variant=minbase "$1" "$DIR/$1" "$MIRROR" >"$DIR/$1.log" 2>&1 || {
        tail -n 5 "$DIR/$1.log" >&2
        exit 1
    }
    : >"$DIR/$1.done"
}

# inside WHO COMMAND: run a command of sh in the machine being tried, in the checkout, with an empty environment
# but for what tells where mirrors and certificates are.
inside() {
    who=$1
    shift
    set -- env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        $(env | grep -E '^(PIP_(INDEX_URL|CERT|CONFIG_FILE|DEFAULT_TIMEOUT)|SSL_CERT_FILE|[a-zA-Z]+_proxy|[A-Z]+_PROXY)=' || :) \
        ${DISPLAY_INSIDE:+DISPLAY="$DISPLAY_INSIDE"} HOME="$(home "$who")" sh -c 'cd "$1" && eval "$2"' sh "$PLACE" "$1"
    if [ "$who" = root ]; then
        unshare --mount --pid --fork sh -c 'mount -t proc proc "$1/proc"; m=$1; shift; exec chroot "$m" "$@"' sh "$MACHINE" "$@"
    else
        unshare --mount --pid --fork sh -c 'mount -t proc proc "$1/proc"; m=$1; shift
            exec chroot --userspec=1000:1000 "$m" "$@"' sh "$MACHINE" "$@"
    fi
}

home() {
    if [ "$1" = root ]; then echo /root; else echo /home/elu; fi
}

# expect CODE WHAT WHO COMMAND: run it, show what it says, and judge its exit code.
expect() {
    code=0
    began=$(date +%s)
    said=$(inside "$3" "$4" 2>&1 </dev/null) || code=$?
    printf '%s\n' "$said" | tail -n "${LINES_SHOWN:-4}" | sed 's/^/      | /'
    if [ "$code" = "$1" ]; then
        echo "   ok ($(($(date +%s) - began)) s) $3: $2"
    else
        echo "   FAILED: $3: $2: exit code $code instead of $1" >&2
        failures=$((failures + 1))
    fi
}

# machine SUITE: a fresh copy of a base system with a copy of the tree in a folder with spaces and accents.
machine() {
    MACHINE=$DIR/machine
    rm -rf "$MACHINE"
    cp -a "$DIR/$1" "$MACHINE"
    PLACE="/srv/atelier d’été"
    mkdir -p "$MACHINE$PLACE" "$MACHINE/home/elu"
    echo "elu:x:1000:1000::/home/elu:/bin/sh" >>"$MACHINE/etc/passwd"
    (cd "$ROOT" && git ls-files --cached --others --exclude-standard -z | xargs -0 -r cp -a --parents -t "$MACHINE$PLACE")
    chown -R 1000:1000 "$MACHINE/home/elu" "$MACHINE$PLACE"
    cp /etc/resolv.conf "$MACHINE/etc/resolv.conf"
    [ ! -f /etc/pip.conf ] || cp /etc/pip.conf "$MACHINE/etc/pip.conf"
    for file in /etc/apt/apt.conf.d/99*; do
        [ ! -f "$file" ] || cp "$file" "$MACHINE/etc/apt/apt.conf.d/"
    done
    trust
    [ -c "$MACHINE/dev/null" ] || mknod -m 666 "$MACHINE/dev/null" c 1 3
}

# trust: the machine knows the authorities of this one, as it would if its mirror had one of its own.
trust() {
    [ -f "$CERTIFICATES" ] || return 0
    mkdir -p "$MACHINE/etc/ssl/certs"
    cp -L "$CERTIFICATES" "$MACHINE$CERTIFICATES"
}

# The screen answers on an abstract socket, which the machines being tried see too.
screen=
if command -v Xvfb >/dev/null 2>&1; then
    Xvfb :77 -screen 0 1366x768x24 >"$DIR/xvfb.log" 2>&1 &
    screen=$!
    trap 'kill "$screen"' EXIT
fi

failures=0
for suite in "$@"; do
    echo "== $suite"
    base "$suite"
    machine "$suite"
    expect 3 "no Python: one sentence, exit 3" elu "./run --help"
    expect 3 "no Python, from another folder, HOME unset" elu "unset HOME; cd /; \"$PLACE/check\" lint"
    inside root "apt-get -q update && apt-get -q -y install --no-install-recommends python3 python3-venv" >"$DIR/apt.log" 2>&1
    trust
    expect 3 "Python but no Qt libraries: one sentence, exit 3" elu "./run --help"
    machine "$suite"
    expect 0 "everything is set up, help" root "./run --help"
    expect 0 "the sample poster without a display" root "./run && ls -l poster-exemple.png poster-exemple.gpkg"
    expect 0 "a second time from another folder" root "cd /tmp && \"$PLACE/run\" && ls -l poster-exemple.*"
    expect 0 "non-root on what root prepared, HOME empty" elu "export HOME=; cd /tmp && rm -rf e; mkdir e; cd e; \"$PLACE/run\" && ls -l"
    DISPLAY_INSIDE=:78 expect 0 "a display that does not answer" root "./run && ls -l poster-exemple.png"
    if [ -n "$screen" ]; then
        DISPLAY_INSIDE=:77 expect 3 "a display, no libraries for it: one sentence, exit 3" elu "./run"
        DISPLAY_INSIDE=:77 expect 0 "a headless command needs none of them" elu "./run pictograms | head -n 1"
        DISPLAY_INSIDE=:77 expect 124 "the libraries are installed, the window opens and stays" root "timeout 40 ./run"
    fi
    if [ -n "$whole" ]; then
        LINES_SHOWN=12 expect 0 "./check" root "./check"
        expect 0 "./check lint, non-root" elu "./check lint"
    fi
done
exit $((failures > 0))

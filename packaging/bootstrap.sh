# Makes a bare machine able to run this checkout. POSIX sh, sourced by ./run and ./check:
#
#     ROOT=/the/checkout; . "$ROOT/packaging/bootstrap.sh"; bootstrap run|dev [window]
#
# Afterwards $PYTHON is the interpreter of .venv, which holds the packages of the lock. What is missing from the
# system is installed when we are root on Debian or Ubuntu; otherwise one sentence names it, exit code 3.
# .venv.lock is held (flock) while we work, so that two commands at once wait for each other; its content says
# that somebody was at work, so that what an interrupted set-up left is made again from nothing.

PACKAGES_PYTHON="python3 python3-venv"
PACKAGES_QT="libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0"
PACKAGES_X11="libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 \
libxcb-shape0 libxcb-xkb1"
PACKAGES_WAYLAND="libwayland-cursor0 libwayland-egl1"

VENV=$ROOT/.venv
PYTHON=$VENV/bin/python
STAMP=$VENV/.chorographe
LOG=$ROOT/.venv.log

# dire FRENCH ENGLISH: one line on stderr, in the language of the program.
dire() {
    case ${CHOROGRAPHE_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}} in
        en*) printf 'chorographe: %s\n' "$2" >&2 ;;
        *) printf 'chorographe : %s\n' "$1" >&2 ;;
    esac
}

# missing PACKAGES: name what the system lacks, and leave.
missing() {
    dire "il manque des éléments du système ; demandez à l’administrateur : « apt-get install $* », puis relancez la commande." \
        "the system lacks some parts; ask its administrator for “apt-get install $*”, then run the command again."
    exit 3
}

# failed FRENCH ENGLISH: say what did not work with the last lines of the log, and leave.
failed() {
    [ ! -s "$LOG" ] || tail -n 5 "$LOG" >&2
    dire "$1" "$2"
    exit 1
}

may_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1
}

# apt_install PACKAGES: install what can be, quietly. Whether that is enough is for the caller to see.
apt_install() {
    dire "j’installe ce qui manque au système ($*)…" "installing what the system lacks ($*)…"
    # python3-venv brings the package ca-certificates, which writes this file anew: authorities that somebody put
    # there by hand (a mirror inside a house) stay trusted.
    trusted=/etc/ssl/certs/ca-certificates.crt
    [ ! -f "$trusted" ] || cp "$trusted" "$ROOT/.venv.crt"
    # A repository that does not answer must not hide the others.
    [ -n "${apt_updated:-}" ] || quiet_apt update || :
    apt_updated=yes
    if ! quiet_apt -y install --no-install-recommends "$@"; then
        # One name that this system does not know must not hide the others either.
        for package in "$@"; do
            quiet_apt -y install --no-install-recommends "$package" || :
        done
    fi
    if [ -f "$ROOT/.venv.crt" ]; then
        cmp -s "$ROOT/.venv.crt" "$trusted" || cat "$ROOT/.venv.crt" >>"$trusted"
        rm -f "$ROOT/.venv.crt"
    fi
}

quiet_apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" >>"$LOG" 2>&1 </dev/null 9>&-
}

uv_works() {
    command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1
}

# Whether $1 is a Python that can make our environment (alone, or with the help of uv).
suits() {
    "$1" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || return 1
    "$1" -c 'import ensurepip' >/dev/null 2>&1 || uv_works
}

find_python() {
    for base in python3.13 python3.12 python3.11 python3 python3.14 python; do
        command -v "$base" >/dev/null 2>&1 && suits "$base" && return 0
    done
    uv_works && base=$(UV_PYTHON_DOWNLOADS=never uv python find --no-project '>=3.11' 2>/dev/null) && suits "$base" &&
        return 0
    base=
    return 1
}

# Sets $base. Ubuntu 22.04's python3 is too old, but a python3.11 lies beside it.
need_python() {
    find_python && return 0
    if may_install; then
        # shellcheck disable=SC2086
        apt_install $PACKAGES_PYTHON
        find_python && return 0
        for version in 3.13 3.12 3.11; do
            apt-cache show "python$version-venv" >/dev/null 2>&1 || continue
            apt_install "python$version-venv"
            find_python && return 0
        done
        tail -n 3 "$LOG" >&2
    fi
    # shellcheck disable=SC2086
    missing $PACKAGES_PYTHON $wanted
}

# seal KIND LOCK: what the stamp must say for an environment of kind run or dev: this lock, on this very Python (the
# system's python3 becomes another one when the system is upgraded).
seal() {
    printf '%s %s %s' "$1" "$(cksum <"$ROOT/$2")" "$(readlink -f "$PYTHON" || :)"
}

stamped() {
    [ -x "$PYTHON" ] && [ -f "$STAMP" ] && grep -qxF "$1" "$STAMP"
}

# uv does not read pip's configuration: where pip is told of a mirror, pip it is.
pip_has_a_mirror() {
    [ -n "${PIP_INDEX_URL:-}${PIP_NO_INDEX:-}" ] && return 0
    "$PYTHON" -m pip config list 2>/dev/null | grep -qE '(^|\.)(index-url|no-index)='
}

# fill LOCK: put the packages of a lock file into .venv.
fill() {
    has_pip=
    "$PYTHON" -c 'import pip' >/dev/null 2>&1 && has_pip=yes
    if uv_works && { [ -z "$has_pip" ] || ! pip_has_a_mirror; }; then
        [ -n "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ] || [ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX="$PIP_INDEX_URL"
        UV_LINK_MODE=${UV_LINK_MODE:-copy} UV_NO_PROGRESS=1 \
            uv pip install --python "$PYTHON" --require-hashes -r "$1" >>"$LOG" 2>&1 && return 0
        [ -n "$has_pip" ] || return 1
    fi
    "$PYTHON" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes -r "$1" >>"$LOG" 2>&1
}

# rebuild LOCK: make .venv from nothing. The one before is put back when that fails.
rebuild() {
    [ -n "$base" ] || find_python || need_python
    rm -rf "$VENV.old"
    [ ! -e "$VENV" ] || mv "$VENV" "$VENV.old"
    make_venv || put_back "l’environnement .venv n’a pas pu être créé ; le détail est dans $LOG." \
        "the environment .venv could not be made; details are in $LOG."
    fill "$1" || put_back "les bibliothèques n’ont pas pu être installées : vérifiez l’accès au miroir de paquets, puis relancez \
(détail : $LOG)." \
        "the packages could not be installed: check that the package mirror can be reached, then run again (details: $LOG)."
    rm -rf "$VENV.old"
}

make_venv() {
    if "$base" -c 'import ensurepip' >/dev/null 2>&1; then
        "$base" -m venv "$VENV" >>"$LOG" 2>&1 && return 0
        rm -rf "$VENV"
    fi
    uv_works && uv venv --quiet --no-project --python "$base" "$VENV" >>"$LOG" 2>&1
}

put_back() {
    rm -rf "$VENV"
    [ ! -e "$VENV.old" ] || mv "$VENV.old" "$VENV"
    failed "$@"
}

# Whether .venv has a living Python of a version that suits.
alive() {
    [ -x "$PYTHON" ] && suits "$PYTHON" &&
        "$PYTHON" -c 'import os, sysconfig; os.stat(sysconfig.get_path("purelib"))' >/dev/null 2>&1
}

# packages KIND: .venv holds the packages of its lock. A sound one is brought up to date, any other is made again.
packages() {
    if [ "$1" = dev ]; then lock=requirements-dev.lock; else lock=requirements.lock; fi
    # A development environment is a running one too: it has the same versions, held by a test.
    [ -z "$remake" ] && stamped "$(seal "$1" "$lock")" && return 0
    if ! (: >>"$ROOT/.venv.lock") 2>/dev/null; then
        failed "le dossier $ROOT n’accepte pas l’écriture : l’environnement .venv ne peut pas y être créé." \
            "the folder $ROOT cannot be written: the environment .venv cannot be made there."
    fi
    : >"$LOG"
    find_python || alive || need_python
    exec 9>>"$ROOT/.venv.lock"
    hold "${base:-$PYTHON}"
    if [ -n "$remake" ] || ! stamped "$(seal "$1" "$lock")"; then # somebody else may have done it while we waited
        dire "je prépare l’environnement .venv (une minute environ la première fois)…" \
            "preparing the environment .venv (about a minute the first time)…"
        whole=
        if [ -z "$remake" ] && [ ! -s "$ROOT/.venv.lock" ] && alive; then whole=yes; fi
        echo "at work" >"$ROOT/.venv.lock"
        rm -f "$STAMP"
        [ -n "$whole" ] && fill "$ROOT/$lock" || rebuild "$ROOT/$lock"
        {
            seal run requirements.lock && echo
            [ "$1" = run ] || { seal dev requirements-dev.lock && echo; }
        } >"$STAMP"
        : >"$ROOT/.venv.lock"
    fi
    exec 9>&-
}

# hold PYTHON: wait for file descriptor 9. The kernel lets go of it when this shell ends, however it ends.
hold() {
    "$1" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)' 2>/dev/null && return 0
    dire "une autre commande prépare déjà l’environnement, j’attends…" "another command is preparing the environment, waiting…"
    "$1" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
}

# libraries [window]: Qt finds what it needs in the system. Asked once for each machine: the stamp keeps the answer.
libraries() {
    here="libraries${1:+ $1} $(uname -n)"
    stamped "$here" && return 0
    look "$@" && return 0
    if [ "$answer" = 5 ]; then
        remake=yes
        packages "$kind"
        look "$@" && return 0
    fi
    if [ "$answer" = 1 ] && may_install; then
        # shellcheck disable=SC2086
        apt_install $wanted
        look "$@" && return 0
        tail -n 3 "$LOG" >&2
    fi
    # shellcheck disable=SC2086
    [ "$answer" = 5 ] || missing $wanted
    failed "Qt ne se charge pas sur cette machine ; le détail est dans $LOG." \
        "Qt cannot be loaded on this machine; details are in $LOG."
}

look() {
    answer=0
    "$PYTHON" "$ROOT/packaging/qt_libraries.py" "$@" >>"$LOG" 2>&1 || answer=$?
    case $answer in
        0) (echo "$here" >>"$STAMP") 2>/dev/null || : ;;
        4) : ;; # no display answers now: one may tomorrow
        *) return 1 ;;
    esac
}

# bootstrap KIND [window]: everything above, in order. KIND is run or dev.
bootstrap() {
    # Whatever is set for other programs, this environment is a plain one; and what is compiled is kept, or each
    # process would compile its libraries anew.
    export PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_USER=0
    unset PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE PIP_TARGET PIP_PREFIX PIP_ROOT
    # Installers keep their caches under HOME: without one of ours they do without.
    if [ -z "${HOME:-}" ] || [ ! -w "$HOME" ]; then
        [ -n "${HOME:-}" ] || unset HOME
        export PIP_NO_CACHE_DIR=1 UV_NO_CACHE=1
    fi
    (: >>"$LOG") 2>/dev/null || LOG=/dev/null
    kind=$1
    base=
    remake=
    wanted=$PACKAGES_QT
    if [ "${2:-}" = window ]; then
        [ -z "${WAYLAND_DISPLAY:-}" ] || wanted="$wanted $PACKAGES_WAYLAND"
        [ -z "${DISPLAY:-}" ] || wanted="$wanted $PACKAGES_X11"
    fi
    packages "$kind"
    libraries ${2:+"$2"}
}

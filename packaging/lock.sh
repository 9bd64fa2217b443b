#!/bin/sh
# Makes requirements.lock and requirements-dev.lock again from pyproject.toml.
# One resolution for every system and for Python 3.11 and later, hashed, with no address in it.
# `./check lock` calls it; arguments go to uv (for example --upgrade, or --upgrade-package shapely).
set -eu
cd "$(dirname -- "$0")/.."

if command -v uv >/dev/null 2>&1; then
    uv=uv
elif [ -x .venv/bin/uv ]; then
    uv=.venv/bin/uv
else
    .venv/bin/python -m pip install --quiet uv
    uv=.venv/bin/uv
fi

compile() {
    "$uv" pip compile --quiet --universal --generate-hashes --python-version 3.11 \
        --no-emit-index-url --no-emit-find-links --no-annotate \
        --custom-compile-command './check lock' "$@"
}
compile pyproject.toml -o requirements.lock "$@"
compile pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock "$@"

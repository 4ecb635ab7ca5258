# Sourced by the scripts beside it: a virtual environment in .venv with the pinned dependencies and this checkout.
# Needs nothing but Python 3.11 or newer; does nothing when the pins have not changed since the last time.

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Backpocket needs Python 3.11 or newer. Install it (Debian: apt install python3 python3-venv) and run this again." >&2
    return 1
}

setup_uv() {
    if [ ! -x .venv/bin/uv ]; then
        python=$(find_python) || exit 2
        rm -rf .venv
        if ! "$python" -m venv .venv 2>/dev/null; then
            rm -rf .venv
            echo "This Python cannot make virtual environments. On Debian: apt install python3-venv" >&2
            exit 2
        fi
        .venv/bin/python -m pip install --quiet --disable-pip-version-check uv 2>&1 | grep -v 'WARNING: Location' >&2 || true
    fi
    UV=.venv/bin/uv
    [ -x "$UV" ] || { echo "Could not install the package installer: is this machine online?" >&2; exit 2; }
}

# setup FILE: make .venv hold what FILE pins, and this checkout.
setup() {
    stamp=".venv/$1.stamp"
    if [ -f "$stamp" ] && cmp -s "$1" "$stamp" && cmp -s pyproject.toml .venv/pyproject.stamp; then
        return
    fi
    setup_uv
    "$UV" pip install --quiet --python .venv/bin/python --require-hashes -r "$1"
    "$UV" pip install --quiet --python .venv/bin/python --no-deps --editable .
    cp pyproject.toml .venv/pyproject.stamp
    cp "$1" "$stamp"
}

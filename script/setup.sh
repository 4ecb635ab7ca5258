# Sourced by the scripts beside it: a virtual environment in .venv with the pinned dependencies and this checkout.
# Needs only Python 3.11 or newer. If nothing has changed since the last run, it does nothing, so that a second run
# needs no network. PYTHON chooses the interpreter.

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
        if [ -n "$candidate" ] && [ "$candidate" = "${PYTHON:-}" ]; then
            echo "PYTHON=$candidate is not Python 3.11 or newer." >&2
            return 1
        fi
    done
    echo "Backpocket needs Python 3.11 or newer. Install it (Debian: apt install python3 python3-venv) and run this again." >&2
    return 1
}

# Behind a company's proxy the system trusts certificates that the installers' own lists lack.
trust_system_certificates() {
    for bundle in "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt \
        /etc/ssl/ca-bundle.pem /etc/ssl/cert.pem; do
        if [ -n "$bundle" ] && [ -r "$bundle" ]; then
            export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"
            # pip uses the system's list by itself from 24.2 on. What the user configured comes first.
            if [ -z "${PIP_CERT:-}" ] && ! .venv/bin/python -m pip config get global.cert >/dev/null 2>&1; then
                export PIP_CERT="$bundle"
            fi
            return
        fi
    done
}

# The interpreter and the place of .venv, both of which its programs name.
origin_of() { "$1" -c 'import os, sys; print(sys.version, os.getcwd())'; }

make_venv() {
    python=$(find_python) || exit 2
    origin=$(origin_of "$python")
    if .venv/bin/python -c '' 2>/dev/null && [ "$origin" = "$(cat .venv/origin 2>/dev/null)" ]; then
        return
    fi
    rm -rf .venv
    if ! "$python" -m venv .venv 2>/dev/null; then
        rm -rf .venv
        echo "This Python cannot make virtual environments. On Debian: apt install python3-venv" >&2
        exit 2
    fi
    echo "$origin" >.venv/origin
}

# The package installer, pinned in script/installer.txt.
setup_uv() {
    make_venv
    UV=.venv/bin/uv
    if [ ! -x "$UV" ] || ! cmp -s script/installer.txt .venv/installer.stamp; then
        trust_system_certificates
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
            -r script/installer.txt || offline
        cp script/installer.txt .venv/installer.stamp
    fi
    trust_system_certificates
}

offline() {
    echo "The packages could not be installed; the lines above say why. Is this machine online?" >&2
    exit 2
}

# setup FILE [OPTION]: make .venv hold what FILE pins, and this checkout. The option is the installer's.
setup() {
    make_venv
    stamp=".venv/$1.stamp"
    if cat pyproject.toml script/build.txt "$1" | cmp -s - "$stamp"; then
        return
    fi
    setup_uv
    # In one call, so that every download has a hash; then the build needs no network.
    "$UV" pip install --quiet --python .venv/bin/python ${2:+"$2"} --require-hashes -r "$1" -r script/build.txt || offline
    "$UV" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable . || offline
    cat pyproject.toml script/build.txt "$1" >"$stamp"
}

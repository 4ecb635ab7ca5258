"""Reads a CV in a process of its own, within limits of time and memory: strangers wrote these bytes.

`python -m automation.imports.resume_process` takes the bytes and gives back JSON. It is a program and no
`multiprocessing` worker, because Streamlit takes the script of a page for the main program, which a worker would run.
"""

import json
import subprocess
import sys

from automation.core.imports.resume import UnreadableResume
from automation.limits import limit_memory, limit_time

# The largest file; seconds of processor time, and bytes of memory besides what the process has when it starts.
MOST_BYTES, MOST_SECONDS, MOST_MEMORY = 10 * 2**20, 10, 512 * 2**20
# Seconds to wait on a busy machine.
PATIENCE = 60.0
_BEYOND = "This file takes too long to read, or too much memory: paste the text of the CV instead."


def read_resume_file(data: bytes, *, seconds: int = MOST_SECONDS, memory: int = MOST_MEMORY) -> str:
    """The text of a CV.

    Args:
        data: Of the file, at most `MOST_BYTES`.
        seconds: Of processor time.
        memory: Bytes, besides what the process has when it starts; only Linux limits them.

    Raises:
        UnreadableResume: It cannot be read, or not within the limits.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableResume(f"This file has more than {MOST_BYTES // 2**20} MB: paste the text of the CV instead.")
    # -P: no module of the folder in which the dashboard was started counts.
    command = [sys.executable, "-P", "-m", __name__, str(seconds), str(memory)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, OSError, ValueError):
        answer = {}
    if "text" in answer:
        return str(answer["text"])
    raise UnreadableResume(str(answer.get("why", _BEYOND)))


def main() -> None:
    """Read the CV on standard input."""
    # Only here: the libraries take a while to load, and the dashboard does not need them.
    from automation.imports.resume_files import text_of_resume  # noqa: PLC0415

    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    limit_memory(int(sys.argv[2]))
    limit_time(int(sys.argv[1]))
    try:
        answer = {"text": text_of_resume(data)}
    except UnreadableResume as error:
        answer = {"why": str(error)}
    except MemoryError:
        answer = {"why": _BEYOND}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()

"""What holds for every test."""

import os
import tempfile

# What the program remembers of this machine's user stays out of theirs.
os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="backpocket-state-")

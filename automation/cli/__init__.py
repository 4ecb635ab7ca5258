"""The command line."""

from automation.numpy_threads import start_none

start_none()

"""The dashboard: pipeline health for managers, over the same store as the command line."""

from automation.numpy_threads import start_none

start_none()

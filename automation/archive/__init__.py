"""The archive on disk: files of people, their index, and the processes that read both."""

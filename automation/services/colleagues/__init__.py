"""What colleagues get: the nudge's mails and chat posts, calendars, and the links on which they decide."""

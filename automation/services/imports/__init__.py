"""What comes in: people and requisitions of files, forwarded mails, openings of job boards."""

"""What identifies a person: names, addresses and other contact IDs, compared."""

"""Who somebody is: names, addresses and other contact IDs, compared."""

"""What pages show: readings, background work, filters, figures."""

"""Who fits which requisition, and why."""

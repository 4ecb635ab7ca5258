"""One requisition on a page: its slate, who may review it, and openings that have no requisition yet."""

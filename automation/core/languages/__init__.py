"""What candidates read: one catalogue for each language, and which language a candidate reads."""

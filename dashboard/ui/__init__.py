"""Parts of pages. What several packages use is here."""

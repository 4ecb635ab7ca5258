"""Reads a cell of locations: its places, how each stands to the person, and what it says about remote work.

A cell goes through these steps, each in a module: `text` cuts it into words and signs, `tokens` finds names and known
words, `groups` puts names together that are one place, `clauses` reads how each place stands to the person (`state`),
and `reader` gives the places. `lexicon` holds what is known of a word; `words`, `notes` and `remote_words` are those
words, by language. `nearness` compares places.
"""

"""Reads a cell of skills: which skills it names, and what it says about having each.

A cell goes through these steps, each in a module: `cuts` cuts it into pieces, `pieces` finds the phrases of a piece and
what brackets and dashes say about them, `phrases` finds the skills of a phrase, and `reader` puts all of them together.
`cues` are words that say how far a candidate has a skill, `amounts` years and scores beside one, `names` the names of
skills, and `abbreviations` those that mean several skills.
"""

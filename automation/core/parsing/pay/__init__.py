"""Reads pay per year from what people type.

A cell goes through these steps, each in a module: `lexicon` finds the words, `amounts` puts numbers, units, currencies
and periods together, `ranges` joins the two ends of a range, `clauses` finds which words belong to which amount, and
`reader` decides which amount counts and what it is per year. The other modules hold the words by language.
"""

from automation.core.parsing.pay.reader import read_pay

__all__ = ["read_pay"]

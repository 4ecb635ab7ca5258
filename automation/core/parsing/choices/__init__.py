"""Columns whose cells mean one of a few values, in the words that people use for them: a module for each column.

What people write is in `automation.core.parsing.vocabulary`, by language.
"""

"""Figures: the tiles on top, the results, charts, and the rows behind a figure."""

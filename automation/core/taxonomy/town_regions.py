"""Regions that are wider than a way to work, as the towns in them. Data, no logic."""
from automation.core.text import names_in, table_in
TOWN_REGIONS = {tuple(names_in(names)): names_in(towns) for names, towns in table_in("""
    ruhrgebiet: essen, dortmund, duisburg, bochum
""").items()}

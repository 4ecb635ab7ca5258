"""Parts of large cities and villages at their edge, by city. Data, no logic.

The gazetteer knows many; these are the others, and those that share their name with a town elsewhere.
"""
from automation.core.text import names_in, table_in
DISTRICTS = {town: names_in(names) for town, names in table_in("""
    london@GB: Canary Wharf
""").items()}

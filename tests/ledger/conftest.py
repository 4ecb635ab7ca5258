from hypothesis import settings

# The same examples on every machine, and no example is refused for being slow.
settings.register_profile("core", deadline=None, derandomize=True, max_examples=60, database=None)
settings.load_profile("core")

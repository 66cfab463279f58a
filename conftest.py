"""What the tests of the kit and of the cases share."""

from hypothesis import settings

# the same examples every run, and no stopwatch: a busy machine must not fail a test
settings.register_profile("fast", deadline=None, derandomize=True, max_examples=60, database=None)
settings.load_profile("fast")

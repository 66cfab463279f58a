"""Scenarios that leave the page: as a link, as lines of Python, as tables. No widget and no language in here."""

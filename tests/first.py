"""A plugin that pytest takes up before those that are installed: one of them reads notebooks, and so would build the
grammar that the package leaves out of every import after its own.
"""

import caseroom  # noqa: F401

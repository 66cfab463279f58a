"""The server: Voila, plus the pages around a case and the store of students' work."""

import caseroom  # noqa: F401 - first of all, for what it leaves out of the imports to come

"""Caseroom: case studies in public service delivery that a class plays, argues and takes apart."""

import sys

# Altair, nbformat and the Jupyter server import jsonschema, which for one format that nothing here uses would build a
# grammar: a second of every process's start. Without the package jsonschema leaves that format unchecked.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

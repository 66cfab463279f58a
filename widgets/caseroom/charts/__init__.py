"""Kinds of chart, a file each, none of them a case's own; `look` holds what they share."""

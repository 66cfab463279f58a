"""Packs: cases of another school in one file, made, added, looked after and removed.

manifest.py   what a pack says of itself, with the SHA-256 of every file
archive.py    the file: written to the same bytes every time, read as if its maker were hostile
installed.py  the packs of this machine, pinned, and whether they are still what was added
"""

"""The process behind one student's page: it runs the case's notebook, then serves its panels.

`warm.py` forks such a process from one that has imported everything (a tenth of a second and a few megabytes);
`python -m caseroom.kernel` starts one from nothing, where there is no fork. `process.py` is what both become.
"""

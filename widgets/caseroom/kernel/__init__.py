"""The process behind one student's page: it runs the case's notebook, then serves its panels.

`warm.py` forks such a process from one that has imported everything (a tenth of a second and a few megabytes);
where there is no fork, `worker.py` is a process that several pages share, kept apart by `apart.py`. What can have
neither, such as a notebook that ends its process, is started from nothing by `python -m caseroom.kernel`. `process.py`
is what the first and the last become, `page.py` what a page of a shared process speaks to.
"""

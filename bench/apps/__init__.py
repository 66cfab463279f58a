"""One small what-if app, written once for each way to serve it; all of them ask `line` and draw the same chart."""

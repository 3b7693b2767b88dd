"""The workspace in the browser, and for other programs over HTTP. Shows what the command line shows, from the same calls."""

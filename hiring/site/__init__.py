"""The careers site: the openings of a workspace as a folder of static files, for any web server."""

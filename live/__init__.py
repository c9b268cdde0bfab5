"""What makes the course live in a browser: Python itself, its packages, and JupyterLite.

``python -m live`` (``make live``) fetches a release of Pyodide and the packages that the course
needs, checks each file against a digest that stands in the repository, prepares them for a quick
start and writes ``_build/live/``. Pages and JupyterLite share what stands there.
"""

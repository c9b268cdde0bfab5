"""Releases, collects and grades the assignments of the course."""

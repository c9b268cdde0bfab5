"""Prepare a release of the course: what readers, students, teachers and archives are given.

``make release`` writes all of it into ``_build/release`` and publishes nothing.
"""

"""Builders of tables: each reads what its source publishes, checks it and writes one table.

``python -m data.builders.brent_spot --help`` says what to download; after a builder run
``make stamp``.
"""

"""The one error of this folder."""


class TeachingError(RuntimeError):
    """Something for teachers cannot be written; the message says why and what would be right."""

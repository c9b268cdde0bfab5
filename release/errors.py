"""The one error of this folder."""


class ReleaseError(RuntimeError):
    """A release cannot be prepared; the message says why and what would be right."""

"""The one error of this folder."""


class LiveError(RuntimeError):
    """Live cells cannot be built; the message says why and what would be right."""

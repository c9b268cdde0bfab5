"""What is said of an assignment that is not written as it should be."""


class SourceError(ValueError):
    """An assignment is not written as it should be; the text says where, and what is right."""

"""How far a share may be off: what intervals of 95 per cent rest on."""

from __future__ import annotations

import math

#: Two-sided 95 per cent point of the normal distribution.
Z = 1.959963984540054


def wilson(kept: int, asked: int) -> tuple[float, float]:
    """Return Wilson's 95 per cent interval of a proportion.

    Parameters
    ----------
    kept, asked : int
        How often something happened, and how often it could have; ``asked`` above 0.

    Returns
    -------
    tuple of float
        Lower and upper end, from 0 to 1, as if the cases were independent of one another.
    """
    share = kept / asked
    spread = Z * math.sqrt(share * (1 - share) / asked + Z**2 / (4 * asked**2))
    middle = share + Z**2 / (2 * asked)
    scale = 1 + Z**2 / asked
    return (middle - spread) / scale, (middle + spread) / scale

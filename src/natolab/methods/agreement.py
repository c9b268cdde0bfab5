"""How far two people who code the same items agree."""

from __future__ import annotations

from collections.abc import Hashable, Sequence


def cohen_kappa(
    first: Sequence[Hashable],
    second: Sequence[Hashable],
    scale: Sequence[Hashable] | None = None,
) -> float:
    """Return Cohen's kappa: agreement between two coders beyond what chance would give.

    Parameters
    ----------
    first, second : sequence
        The codes that each coder gave to the same items, in the same order.
    scale : sequence, optional
        The codes in rising order. If given, a miss by two steps counts twice as much as a miss
        by one (linear weights); if not, every disagreement counts the same.

    Returns
    -------
    float
        1 for full agreement, 0 for what chance gives, below 0 for less.

    Raises
    ------
    ValueError
        If the lists differ in length or are empty, a code is not on the scale, or both coders
        gave one and the same code throughout, so that chance alone explains the agreement.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20(1), 37-46; weights: Cohen (1968),
    Psychological Bulletin 70(4), 213-220.
    """
    first, second = list(first), list(second)
    if len(first) != len(second) or not first:
        raise ValueError(
            f"Both coders must code the same items, at least one; got {len(first)} and "
            f"{len(second)} codes."
        )
    if scale is None:
        misses = [float(a != b) for a in first for b in second]
        seen = sum(a != b for a, b in zip(first, second, strict=True)) / len(first)
    else:
        place = {code: step for step, code in enumerate(scale)}
        unknown = [code for code in first + second if code not in place]
        if unknown:
            raise ValueError(f"The code {unknown[0]!r} is not on the scale {list(scale)!r}.")
        misses = [float(abs(place[a] - place[b])) for a in first for b in second]
        steps = [abs(place[a] - place[b]) for a, b in zip(first, second, strict=True)]
        seen = sum(steps) / len(first)
    expected = sum(misses) / len(misses)
    if expected == 0:
        raise ValueError(
            f"Both coders gave every item the code {first[0]!r}: kappa needs at least two codes."
        )
    return 1 - seen / expected

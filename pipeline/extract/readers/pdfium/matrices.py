"""Matrices as PDF has them: (a, b, c, d, e, f) leads (x, y) to (ax + cy + e, bx + dy + f)."""

from __future__ import annotations

Matrix = tuple[float, float, float, float, float, float]


def then(first: Matrix, second: Matrix) -> Matrix:
    """One matrix after the other."""
    a, b, c, d, e, f = first
    k, l, m, n, o, p = second  # noqa: E741  (the six numbers of the other)
    return (
        a * k + b * m,
        a * l + b * n,
        c * k + d * m,
        c * l + d * n,
        e * k + f * m + o,
        e * l + f * n + p,
    )


def displayed(left: float, bottom: float, right: float, top: float, quarters: int) -> Matrix:
    """From a page's own space to the page as displayed, from its top left.

    The sides are those of what is shown; `quarters` is how often the page is turned clockwise.
    """
    if quarters == 1:
        return (0.0, 1.0, 1.0, 0.0, -bottom, -left)
    if quarters == 2:
        return (-1.0, 0.0, 0.0, 1.0, right, -bottom)
    if quarters == 3:
        return (0.0, -1.0, -1.0, 0.0, top, right)
    return (1.0, 0.0, 0.0, -1.0, -left, top)

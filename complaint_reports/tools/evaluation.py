"""Marks of an evaluation (R-P05, R-R06): plain arithmetic, no Odoo.

A figure is worth no marks at ``worst`` and all of them at ``best``, in a straight line
between; which of the two is larger says which way is good. What has no figure is left
out, so that nobody is marked for what he had nothing to do with.
"""

MOST = 100.0


def mark(value, worst, best):
    """Marks from 0 to 100 of ``value``; ``None`` where there is no figure.

    :raises ValueError: ``worst`` and ``best`` are the same
    """
    if worst == best:
        raise ValueError("worst and best are the same")
    if value is None:
        return None
    return min(max((value - worst) / (best - worst), 0.0), 1.0) * MOST


def score(marks):
    """The weighted mean of ``marks``.

    :param marks: pairs of a mark (``None``: no figure) and its weight
    :return: 0 to 100; ``None`` where nothing is known or weighs anything
    """
    known = [(one, weight) for one, weight in marks if one is not None and weight > 0]
    whole = sum(weight for _one, weight in known)
    if not whole:
        return None
    return sum(one * weight for one, weight in known) / whole


def rank(scores):
    """The place of each of ``scores``, 1 the highest; the same score, the same place;
    ``None`` has none."""
    known = sorted((one for one in scores if one is not None), reverse=True)
    return [None if one is None else known.index(one) + 1 for one in scores]


def share(part, whole):
    """``part`` of ``whole`` in per cent; ``None`` of nothing."""
    return 100.0 * part / whole if whole else None

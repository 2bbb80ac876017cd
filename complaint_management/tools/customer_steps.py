"""Where a complaint stands in the customer's words. Plain Python, no Odoo.

What was decided is not shown as decided before it was told to him (R-A06).
"""

STEPS = ("received", "examined", "decided", "settled", "closed")
_PLACE = {
    "new": 0,
    "accepted": 1,
    "investigating": 1,
    "deciding": 2,
    "approved": 2,
    "confirming": 2,
    "closed": 4,
}
_TOLD = {"approved": 3, "confirming": 3, "deciding": 2}


def place(state, told):
    """The number of the step that is under way.

    :param bool told: whether he was told the outcome of the latest decision
    """
    if told and state in _TOLD:
        return _TOLD[state]
    return _PLACE.get(state, 0)


def progress(state, told):
    """For each of the steps ``done``, ``now`` or ``todo``."""
    here = place(state, told)
    marks = ["done"] * here + ["now"] + ["todo"] * (len(STEPS) - here - 1)
    if state == "closed":
        marks[here] = "done"
    return list(zip(STEPS, marks, strict=True))

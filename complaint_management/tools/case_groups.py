"""How the members of a group complaint follow the case that leads (R-I15). Plain
Python, no Odoo."""

# What is done once for all; from the decision on each goes to its own end.
WAY = ("accepted", "investigating", "deciding", "approved")
UNDECIDED = ("new", "accepted", "investigating", "deciding")
# Events of that work which no arrow stamps: what the lead did, its members did.
WORK_EVENTS = ("handed_over_on", "analysed_on", "measures_on", "reported_on")
# Whose limits are kept by who handles the lead; all others are promises to each
# complainant, kept by who handles his case.
LED_EVENTS = (*WORK_EVENTS, "investigated_on", "submitted_on", "approved_on")


def reached(lead):
    """How far members go when their lead is at ``lead``; ``None``: they stay."""
    if lead in ("confirming", "closed"):
        return "approved"
    return lead if lead in WAY else None


def next_step(member, lead, investigated=True):
    """The state to which a member goes next on the way to where its lead is.

    :param bool investigated: whether the lead was looked into on its way
    :return: ``None`` when it is there, or goes a way of its own
    """
    goal = reached(lead)
    if member not in WAY or not goal:
        return None
    here, there = WAY.index(member), WAY.index(goal)
    if here == there:
        return None
    if here > there:
        return WAY[here - 1] if here > 1 else None
    if member == "accepted" and there > 1 and not investigated:
        return "deciding"
    return WAY[here + 1]


def may_go(member, target, lead):
    """Whether a member may be walked from ``member`` to ``target``: on the way to where
    its lead is and no further."""
    goal = reached(lead)
    if not goal:
        return False
    here, there, to = (WAY.index(state) for state in (member, goal, target))
    return here < to <= there or there <= to < here

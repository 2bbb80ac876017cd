"""When somebody is reminded of what he carries out. Plain Python, no Odoo.

Three steps: soon (three days before), late (the day after), and once more a week later.
Steps count for one due date: another date begins anew.
"""

from datetime import timedelta

# days after the due date, in order
STEPS = (-3, 1, 8)


def next_alarm(due, done):
    """The day of the next step, ``None`` where all are done.

    :param due: the date it is due
    :param int done: so many steps were done for this date
    """
    if not due or done >= len(STEPS):
        return None
    return due + timedelta(days=STEPS[done])


def reached(due, today):
    """So many steps are reached by ``today``: those missed are not made up for."""
    return sum(due + timedelta(days=days) <= today for days in STEPS)

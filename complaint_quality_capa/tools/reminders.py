"""When somebody is reminded of what he carries out, reads or attends. Plain Python, no
Odoo.

Three steps of a measure: soon (three days before), late (the day after), and once more
a week later. Steps count for one due date: another date begins anew.
"""

from datetime import timedelta

# days after the due date, in order
STEPS = (-3, 1, 8)


def next_alarm(due, done, steps=STEPS):
    """The day of the next step, ``None`` where all are done.

    :param due: the date it is due
    :param int done: so many steps were done for this date
    :param steps: days after the due date, in order
    """
    if not due or done >= len(steps):
        return None
    return due + timedelta(days=steps[done])


def reached(due, today, steps=STEPS):
    """So many steps are reached by ``today``: those missed are not made up for."""
    return sum(due + timedelta(days=days) <= today for days in steps)


def reading_steps(asked, due):
    """The steps of a reading: at once, late, late for a week."""
    return (min((asked - due).days, 0), 1, 8)


def session_steps(asked, due):
    """The steps of a training: at once, and three days before where there is time."""
    at_once = min((asked - due).days, 0)
    return (at_once, -3) if at_once < -3 else (at_once,)

"""Workflow as data: the arrows a record may walk from one state to the next.

Plain Python, no Odoo. A model lists its arrows in one table; the one method that
walks them (``complaint.workflow.mixin._walk``) asks this table and nothing else.
"""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Arrow:
    """One allowed move from ``source`` to ``target``.

    :param groups: names of the groups, any of which may walk it; without a module
        name they belong to complaint_management
    :param parties: parts in the record, any of which lets walk it too: for ``head``
        the record answers ``_is_head()``
    :param guards: names of methods of the record; each returns the sentences that
        say what is missing, nothing when it holds
    :param stamps: date fields that receive the moment of the walk
    :param clears: fields that the walk empties, because their event no longer stands
        (a reopened case is not closed)
    :param asks: further fields that who walks it fills in on the way
    :param reason: whether who walks it must say why
    """

    source: str
    target: str
    groups: tuple = ()
    parties: tuple = ()
    guards: tuple = ()
    stamps: tuple = ()
    clears: tuple = ()
    asks: tuple = ()
    reason: bool = False

    @property
    def group_ids(self):
        """XML ids of the groups."""
        module = "complaint_management."
        return [name if "." in name else module + name for name in self.groups]


class ArrowTable:
    """All arrows of one model; at most one leads from one state to another."""

    def __init__(self, *arrows):
        self._arrows = {}
        for arrow in arrows:
            key = (arrow.source, arrow.target)
            if key in self._arrows:
                raise ValueError(f"two arrows lead from {key[0]} to {key[1]}")
            self._arrows[key] = arrow

    def __iter__(self):
        return iter(self._arrows.values())

    def __add__(self, other):
        return ArrowTable(*self, *other)

    @cached_property
    def states(self):
        """Every state that an arrow touches."""
        return frozenset(state for key in self._arrows for state in key)

    def get(self, source, target):
        """The arrow between two states, ``None`` where there is none."""
        return self._arrows.get((source, target))

    def targets(self, source):
        """The states that can be reached from ``source``, in the table's order."""
        return [arrow.target for arrow in self if arrow.source == source]

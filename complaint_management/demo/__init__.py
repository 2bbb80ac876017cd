"""The demo company, a file a noun; ``complaint.demo`` calls ``build`` of each in turn.

What is said is in ``files/``, one row a record. Days are counted back from today and
chance comes from one seed, so the company never ages and is the same each time.
"""

from . import (
    activities,
    approvals,
    cases,
    chains,
    clocks,
    company,
    customers,
    duties,
    groups,
    investigation,
    keeping,
    names,
    orders,
    people,
    policy,
    products,
    replies,
    routing,
    settlement,
    web,
)

NOUNS = (
    company,
    people,
    customers,
    products,
    orders,
    policy,
    chains,
    routing,
    cases,
    duties,
    activities,
    clocks,
    approvals,
    replies,
    settlement,
    investigation,
    keeping,
    web,
    groups,
    names,
)

"""A, 客户投诉管理制度.

Accepted or not within a working day, four conditions, lead and supporting departments
(R-I08, R-T02, R-T06, R-D15).
"""

from odoo.tools import LazyTranslate

from .shapes import (
    COMPLAINT,
    GRAVE,
    ONE_WORKING_DAY,
    WORKING_DAYS,
    Profile,
    asks,
    authority,
    limit,
    part,
)

_lt = LazyTranslate(__name__)

PROFILE = Profile(
    code="A",
    policy={
        "name": _lt("Customer complaint rules: accepted or not in a working day"),
        "owner_kind": "customer_service",
        "pause_for_customer": True,
        "retention_years": 3,
    },
    description=(
        _lt(
            "Every complaint is answered within one working day, accepted or not. Four "
            "conditions decide; whoever is not accepted is told why and what else he "
            "can do."
        ),
        _lt(
            "A lead department investigates, others support it; customer service owns "
            "the case, chases what is late and archives."
        ),
    ),
    tests={
        "concerned": {
            "name": _lt(
                "Is the complainant directly concerned, or authorised by who is?"
            )
        },
        "clear": {
            "name": _lt(
                "Are the object, the facts and the grounds clear and the demand "
                "reasonable?"
            )
        },
        "ours": {"name": _lt("Is it about our own products or services?")},
        "lawful": {
            "name": _lt(
                "Is it free of anything against law, public order and good morals?"
            )
        },
    },
    limits={
        "answer": limit(
            _lt("First answer: accepted or not"),
            (1, "working_day"),
            "received_on > judgement_told_on",
            ONE_WORKING_DAY,
            domain=COMPLAINT,
            department_kind="customer_service",
            is_published=True,
        ),
        "hand_over": limit(
            _lt("Hand-over to the departments"),
            (1, "working_day"),
            "accepted_on > handed_over_on",
            ONE_WORKING_DAY,
            department_kind="customer_service",
        ),
        "investigation": part(
            _lt("Investigation, general"),
            (3, "working_day"),
            WORKING_DAYS,
            domain=[("complexity", "!=", "complex")],
        ),
        "investigation_complex": part(
            _lt("Investigation, complex"),
            (5, "working_day"),
            WORKING_DAYS,
            domain=[("complexity", "=", "complex")],
        ),
    },
    authorities=authority(),
    reviews={
        "analysis": {
            "name": _lt("Analysis of the complaints"),
            "frequency": "quarter",
            "department_kind": "customer_service",
            "audience": _lt("Management, departments concerned"),
        },
    },
    rules={
        "grave": {
            "name": _lt("Major, difficult or product quality: quality is drawn in"),
            "adds": True,
            "domain": [
                "|",
                "|",
                "|",
                *GRAVE,
                ("is_major", "=", True),
                ("complexity", "=", "complex"),
                ("category_id.nature", "=", "quality"),
            ],
            "lines": (asks("quality", "quality", 10, _lt("Handle and appraise it.")),),
        },
    },
)

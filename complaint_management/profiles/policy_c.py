"""C, 顾客反馈信息管理制度.

All feedback; 24 hours to classify and hand over, 7 working days for the department;
reviews every quarter and half year; kept 3 years (R-T04, R-F02, R-S04).
"""

from odoo.tools import LazyTranslate

from .shapes import HOURS, WORKING_DAYS, Profile, limit, part

_lt = LazyTranslate(__name__)

PROFILE = Profile(
    code="C",
    policy={
        "name": _lt("Customer feedback rules: all feedback, kept three years"),
        "owner_kind": "customer_service",
        "feedback_way": "investigate",
        "pause_for_customer": True,
        "retention_years": 3,
    },
    description=(
        _lt(
            "Every feedback is registered, not only complaints. Dedicated staff "
            "classify it and hand it to the department concerned within 24 hours; the "
            "department gives its result back within seven working days."
        ),
        _lt(
            "Feedback of several customers about one problem gets one measure. The "
            "supervisor checks the handling; everything is kept for at least three "
            "years."
        ),
    ),
    limits={
        "classified": limit(
            _lt("Classified, registered, handed over"),
            (24, "hour"),
            "received_on > handed_over_on",
            HOURS,
            department_kind="customer_service",
        ),
        "department": part(
            _lt("Result of the department"), (7, "working_day"), WORKING_DAYS
        ),
    },
    reviews={
        "meeting": {
            "name": _lt("Quarterly meeting of the departments about the feedback"),
            "frequency": "quarter",
            "department_kind": "customer_service",
            "audience": _lt("All departments concerned"),
        },
        "evaluation": {
            "name": _lt("Half-yearly evaluation of efficiency and satisfaction"),
            "frequency": "half_year",
            "month": "6",
            "department_kind": "customer_service",
            "audience": _lt("Management"),
        },
    },
)

"""E, 客户投诉处理与产品质量反馈管理制度.

Complaints and product-quality feedback in one system; not solved: senior management
(R-D07, R-Q05, R-Q08). It names no figures.
"""

from odoo.tools import LazyTranslate

from .shapes import (
    COMPLAINT,
    ONE_WORKING_DAY,
    QUALITY,
    WORKING_DAYS,
    Profile,
    asks,
    limit,
    part,
)

_lt = LazyTranslate(__name__)

_OURS = _lt("The policy names no figure: this one is a suggestion. Set your own.")

PROFILE = Profile(
    code="E",
    policy={
        "name": _lt("Complaints and product-quality feedback in one system"),
        "feedback_way": "investigate",
        "pause_for_customer": True,
        "retention_years": 3,
    },
    description=(
        _lt(
            "Complaints and product-quality feedback are handled in one system by "
            "every department. The person responsible contacts the customer, explains "
            "the findings and offers the remedy."
        ),
        _lt(
            "The effect of the measures is verified; the same problem again reopens "
            "the analysis. What is not solved, or does not satisfy the customer, goes "
            "to senior management, which must decide."
        ),
    ),
    limits={
        "answer": limit(
            _lt("First answer: accepted or not"),
            (1, "working_day"),
            "received_on > judgement_told_on",
            ONE_WORKING_DAY,
            domain=COMPLAINT,
            is_published=True,
            note=_OURS,
        ),
        "findings": part(
            _lt("Findings of the department"),
            (5, "working_day"),
            WORKING_DAYS,
            note=_OURS,
        ),
        "outcome": limit(
            _lt("Outcome; after it senior management decides"),
            (10, "working_day"),
            "received_on > answered_on",
            WORKING_DAYS,
            is_published=True,
            note=_OURS,
        ),
    },
    rules={
        "quality": {
            "name": _lt("Product quality: the quality department looks into it"),
            "adds": True,
            "domain": QUALITY,
            "lines": (
                asks("quality", "quality", 10, _lt("What is the cause, what helps?")),
            ),
        },
    },
)

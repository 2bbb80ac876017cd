"""K, 产品投诉与处理制度 (过程).

Analysed by nature, source and frequency, with an estimate of the effort; feedback
with the next step and its date (R-I07, R-K05). It names no figures.
"""

from odoo.tools import LazyTranslate

from .shapes import ONE_WORKING_DAY, WORKING_DAYS, Profile, limit, part

_lt = LazyTranslate(__name__)

_OURS = _lt("The policy names no figure: this one is a suggestion. Set your own.")

PROFILE = Profile(
    code="K",
    policy={
        "name": _lt("Product complaints: analysis, estimate, next step with its date"),
        "pause_for_customer": True,
        "retention_years": 3,
    },
    description=(
        _lt(
            "A complaint is analysed by nature, source and frequency, with an estimate "
            "of people, means and time. What is missing is asked for politely."
        ),
        _lt(
            "The customer is told the result, or the next step and its date. The "
            "process is reviewed and improved."
        ),
    ),
    limits={
        "reply": limit(
            _lt("First reply with the next step and its date"),
            (1, "working_day"),
            "received_on > acknowledged_on",
            ONE_WORKING_DAY,
            role="receiver",
            is_published=True,
            note=_OURS,
        ),
        "findings": part(
            _lt("Analysis of the department"),
            (5, "working_day"),
            WORKING_DAYS,
            note=_OURS,
        ),
        "result": limit(
            _lt("Result"),
            (15, "working_day"),
            "received_on > answered_on",
            WORKING_DAYS,
            is_published=True,
            note=_OURS,
        ),
    },
)

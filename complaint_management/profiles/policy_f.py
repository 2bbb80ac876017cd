"""F, 产品投诉管理制度.

Users, agents and dealers; serious cases are investigated apart at once; closed only
when the customer is satisfied (R-D09, R-S02, R-K03). It names no figures but “at
once”.
"""

from odoo.tools import LazyTranslate

from .shapes import (
    GRAVE,
    MAJOR,
    ONE_WORKING_DAY,
    SAME_DAY,
    TO_THE_TOP,
    WORKING_DAYS,
    Profile,
    asks,
    authority,
    limit,
)

_lt = LazyTranslate(__name__)

_OURS = _lt("The policy names no figure: this one is a suggestion. Set your own.")

PROFILE = Profile(
    code="F",
    policy={
        "name": _lt("Product complaints of users, agents and dealers"),
        "pause_for_customer": True,
        "progress_days": 3,
        "retention_years": 3,
    },
    description=(
        _lt(
            "Users, agents and dealers complain; who receives it handles it. They hear "
            "that it arrived, how it goes, and the result."
        ),
        _lt(
            "A serious complaint is investigated apart at once; a major one is "
            "reported to top management with a plan. A case is closed only when the "
            "customer is satisfied; what cannot be solved is talked over with him."
        ),
    ),
    limits={
        "acknowledgement": limit(
            _lt("The customer hears that it arrived"),
            (1, "working_day"),
            "received_on > acknowledged_on",
            ONE_WORKING_DAY,
            role="receiver",
            is_published=True,
            note=_OURS,
        ),
        "special": limit(
            _lt("Serious: special investigation at once"),
            (0, "day"),
            "received_on > handed_over_on",
            SAME_DAY,
            domain=GRAVE,
            note=_lt("“At once” is counted as: on the day it was received."),
        ),
        "outcome": limit(
            _lt("Result"),
            (10, "working_day"),
            "received_on > answered_on",
            WORKING_DAYS,
            is_published=True,
            note=_OURS,
        ),
        "major": limit(
            _lt("Major: reported to top management with a plan"),
            (0, "day"),
            "received_on > reported_on",
            TO_THE_TOP,
            domain=MAJOR,
            note=_lt("“At once” is counted as: on the day it was received."),
        ),
    },
    authorities=authority(clerk=100, officer=500),
    rules={
        "special": {
            "name": _lt("Serious: special investigation by quality"),
            "adds": True,
            "domain": GRAVE,
            "lines": (
                asks("quality", "quality", 10, _lt("Investigate it apart, at once.")),
            ),
        },
    },
)

"""D, 商务中心投诉处理规程.

Confirmed with a first proposal in 24 hours, a solution in 7 working days; by
telephone and by letter (R-T04, R-K07, R-D14).
"""

from odoo.tools import LazyTranslate

from .shapes import HOURS, WORKING_DAYS, Own, Profile, asks, authority, limit

_lt = LazyTranslate(__name__)

PROFILE = Profile(
    code="D",
    policy={
        "name": _lt("Business centre: complaints by telephone and letter"),
        "owner_kind": "operations",
        "solved_confirmed_by": "receiver",
        "pause_for_customer": True,
        "progress_days": 3,
        "talks_first": True,
        "retention_years": 3,
    },
    description=(
        _lt(
            "A complaint is confirmed with a first proposal within 24 hours; a "
            "solution is put forward within seven working days."
        ),
        _lt(
            "By telephone: what is our own matter is remedied in the call and "
            "apologised for afterwards; another department's matter is passed on at "
            "once, and the customer hears who solves it. By letter: the same by "
            "telephone, then always a written explanation and apology."
        ),
    ),
    limits={
        "confirmation": limit(
            _lt("Confirmation with a first proposal"),
            (24, "hour"),
            "received_on > acknowledged_on",
            HOURS,
            role="receiver",
            department_kind="operations",
            is_published=True,
        ),
        "solution": limit(
            _lt("Solution put forward"),
            (7, "working_day"),
            "received_on > measures_on",
            WORKING_DAYS,
            department_kind="operations",
            is_published=True,
        ),
    },
    authorities=authority(clerk=100, officer=500),
    # by telephone: own matter, then another department's; then by letter (R-K07)
    purposes={
        "remedy": {
            "name": _lt("By telephone, our own matter: remedy said in the call"),
            "next_id": Own("purpose_apology"),
            "next_days": 1,
            "acknowledges": True,
        },
        "apology": {
            "name": _lt("Call of apology; in writing where needed"),
            "next_id": Own("purpose_solved"),
            "next_days": 7,
        },
        "passed": {
            "name": _lt("By telephone, another department's matter: passed on at once"),
            "next_id": Own("purpose_measure"),
            "next_days": 1,
            "acknowledges": True,
        },
        "measure": {
            "name": _lt(
                "Second call: the measure, and who solves it (name, telephone)"
            ),
            "next_id": Own("purpose_solved"),
            "next_days": 7,
        },
        "solved": {"name": _lt("Later call: is it solved?")},
        "letter": {
            "name": _lt("By letter: the letter came, the department gets a copy"),
            "next_id": Own("purpose_letter_call"),
            "next_days": 1,
            "acknowledges": True,
            "shares_files": True,
        },
        "letter_call": {
            "name": _lt("By letter: remedy said by telephone"),
            "next_step": _lt("Written explanation and apology"),
            "next_days": 1,
            "draft_kind": "explanation",
        },
        "first": {
            "name": _lt("Facts asked for or told"),
        },
    },
    rules={
        "difficult": {
            "name": _lt("Difficult: visit, and report to the general office"),
            "adds": True,
            "domain": [("complexity", "=", "complex")],
            "lines": (
                {
                    "target": "receiving",
                    "kind": "visit",
                    "step": 10,
                    "question": _lt("Visit the complainant and say what you find."),
                },
                asks("general_office", "report", 10, _lt("For your information.")),
            ),
        },
    },
)

"""B, 客户投诉管理办法 (2022).

Sales branch, market department, vice GM in charge, GM; 15 days at home, 18 abroad; an
answer promised in 15 days (R-T03, R-D11, R-A03, R-I13).
"""

from odoo.tools import LazyTranslate

from .shapes import (
    ABROAD,
    DAYS,
    HAS_BRANCH,
    HOME,
    Own,
    Profile,
    Ref,
    authority,
    ladder,
    limit,
    part,
)

_lt = LazyTranslate(__name__)

_NO_START = _lt(
    "The policy names the days and no event from which they run: it is from when the "
    "department is asked. Choose another event where yours says otherwise."
)
_OUTCOME = "accepted_on > answered_on"
_SHORT = ladder("day", 1, 1, 3)
# in the company's currency, of all who complain together (R-I15)
_GM_DECIDES_FROM = 10000
_GRAVE = [
    (
        "severity_id",
        "in",
        [Ref("complaint_severity_serious"), Ref("complaint_severity_major")],
    ),
]

PROFILE = Profile(
    code="B",
    policy={
        "name": _lt("Customer complaint procedure: branch to general manager"),
        "owner_kind": "market",
        "solved_confirmed_by": "branch",
        "pause_for_customer": False,
        "unsatisfied_to_market": True,
        "talks_first": True,
        "talks_leader_role": "executive",
        "retention_years": 3,
    },
    description=(
        _lt(
            "Who receives a complaint answers to the customer to the end. The sales "
            "branch gives its instruction at once, the market department investigates "
            "with the processing unit and discusses the remedy with the customer."
        ),
        _lt(
            "The disposition goes from the sales branch through the market department "
            "to the vice GM in charge and, where much is claimed or the case is "
            "serious, to the general manager."
        ),
        _lt(
            "The outcome is due 15 days after acceptance at home, 18 abroad. A "
            "customer who is not satisfied with the first reply is promised an answer "
            "within 15 days."
        ),
    ),
    limits={
        "outcome_home": limit(
            _lt("Outcome, at home"),
            (15, "day"),
            _OUTCOME,
            DAYS,
            domain=HOME,
            department_kind="market",
            is_published=True,
        ),
        "outcome_abroad": limit(
            _lt("Outcome, abroad"),
            (18, "day"),
            _OUTCOME,
            DAYS,
            domain=ABROAD,
            department_kind="market",
            is_published=True,
        ),
        "promise": limit(
            _lt("Answer promised to the customer"),
            (15, "day"),
            "promised_on > answered_on",
            DAYS,
            department_kind="market",
            is_promise=True,
            is_published=True,
        ),
        "branch": part(
            _lt("Sales branch"), (5, "day"), _SHORT, "branch", note=_NO_START
        ),
        "market": part(
            _lt("Market department"), (7, "day"), _SHORT, "market", note=_NO_START
        ),
        "unit": part(
            _lt("Processing unit"),
            (2, "day"),
            _SHORT,
            "unit",
            parent_id=Own("limit_market"),
            note=_NO_START,
        ),
    },
    authorities=authority(clerk=100, officer=500),
    copies={
        "market": {"department_kind": "market"},
        "branch": {"department_kind": "sales_branch"},
    },
    reviews={
        "half_year": {
            "name": _lt(
                "Half-yearly review with branch and processing-unit managers: "
                "responsibility, measures and results case by case"
            ),
            "frequency": "half_year",
            "month": "6",
            "until_day": 10,
            "department_kind": "market",
            "audience": _lt("Branch managers, processing-unit managers"),
        },
    },
    routes={
        "disposition": {
            "name": _lt("Branch to general manager"),
            "subject": "disposition",
            "steps": (
                {
                    "name": _lt("Sales branch"),
                    "asked": "department",
                    "department_kind": "sales_branch",
                    "domain": HAS_BRANCH,
                    "days": 5,
                    "unit": "day",
                },
                {
                    "name": _lt("Market department"),
                    "asked": "department",
                    "department_kind": "market",
                    "days": 7,
                    "unit": "day",
                },
                {
                    "name": _lt("Vice GM in charge"),
                    "asked": "role",
                    "role": "executive",
                    "may_add": True,
                },
                # which cases end with whom: the company changes these conditions
                {
                    "name": _lt("General manager"),
                    "asked": "role",
                    "role": "gm",
                    "may_add": True,
                    "domain": _GRAVE,
                    "amount_from": _GM_DECIDES_FROM,
                    "is_either": True,
                },
            ),
        },
    },
)

"""I, 产品质量投诉管理制度.

A standing team of five heads; handed to it in 24 hours, then technology, production,
quality inspection, reply; the market department follows (R-D06, R-D16, R-T04, R-I23).
"""

from odoo.tools import LazyTranslate

from .shapes import HOURS, Own, Profile, asks, limit

_lt = LazyTranslate(__name__)


def _team(step, question):
    return {
        "target": "team",
        "team_id": Own("team"),
        "kind": "team",
        "step": step,
        "question": question,
    }


PROFILE = Profile(
    code="I",
    policy={
        "name": _lt("Product quality complaints: a standing team, step by step"),
        "owner_kind": "market",
        "pause_for_customer": True,
        "progress_days": 3,
        "retention_years": 3,
    },
    description=(
        _lt(
            "Customer service hands a complaint to the standing team of the heads of "
            "quality, technology, production, market and customer service within 24 "
            "hours."
        ),
        _lt(
            "The team verifies; technology analyses and proposes; production "
            "rectifies; quality inspects and reviews the result; the team replies. "
            "Each step opens when the one before is done. The market department "
            "follows and tells the customer how it goes."
        ),
    ),
    tests={
        "type": {
            "name": _lt("Is the type of the complaint determined?"),
            "on_no": "explain",
        },
    },
    limits={
        "hand_over": limit(
            _lt("Hand-over to the team"),
            (24, "hour"),
            "received_on > handed_over_on",
            HOURS,
            role="receiver",
            department_kind="customer_service",
            is_published=True,
        ),
    },
    reviews={
        "assessment": {
            "name": _lt("Assessment of the handling by department and person"),
            "frequency": "half_year",
            "department_kind": "market",
            "audience": _lt("Management"),
        },
    },
    team=("quality", "technology", "plant", "market", "customer_service"),
    rules={
        "steps": {
            "name": _lt("Team, technology, production, quality, reply"),
            "target": "kind",
            "department_kind": "market",
            "step": 60,
            "question": _lt(
                "Follow it throughout, tell the customer how it goes, and report."
            ),
            "lines": (
                _team(10, _lt("Verify: what happened, is it ours?")),
                asks("technology", "technology", 20, _lt("Analyse it and propose.")),
                asks("plant", "unit", 30, _lt("Rectify as proposed.")),
                asks("quality", "quality", 40, _lt("Inspect and review the result.")),
                _team(50, _lt("Write the reply to the customer.")),
            ),
        },
    },
)

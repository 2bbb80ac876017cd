"""L, 产品质量投诉处理与纠正措施制度.

Quality specialists; site visit, sampling, laboratory; corrective action with a
timetable (R-V05, R-Q05, R-Q16). It names no figures.
"""

from odoo.tools import LazyTranslate

from .shapes import ONE_WORKING_DAY, QUALITY, WORKING_DAYS, Profile, limit, part

_lt = LazyTranslate(__name__)

_OURS = _lt("The policy names no figure: this one is a suggestion. Set your own.")

PROFILE = Profile(
    code="L",
    policy={
        "name": _lt("Product quality complaints and corrective action"),
        "owner_kind": "quality",
        "needs_quality_specialist": True,
        "pause_for_customer": True,
        "retention_years": 3,
    },
    description=(
        _lt(
            "A named quality specialist investigates on site, with samples and "
            "laboratory data."
        ),
        _lt(
            "Corrective action has a timetable; its effect is verified by somebody "
            "else. An improvement team drives and follows it."
        ),
    ),
    limits={
        "acknowledgement": limit(
            _lt("The customer hears that it arrived"),
            (1, "working_day"),
            "received_on > acknowledged_on",
            ONE_WORKING_DAY,
            role="receiver",
            department_kind="quality",
            is_published=True,
            note=_OURS,
        ),
        "investigation": part(
            _lt("Investigation by the quality specialist"),
            (5, "working_day"),
            WORKING_DAYS,
            note=_OURS,
        ),
        "measures": limit(
            _lt("Corrective action put forward, with its timetable"),
            (10, "working_day"),
            "received_on > measures_on",
            WORKING_DAYS,
            domain=QUALITY,
            department_kind="quality",
            is_published=True,
            note=_OURS,
        ),
    },
    rules={
        "quality": {
            "name": _lt("Product quality: a quality specialist investigates"),
            "domain": QUALITY,
            "target": "kind",
            "department_kind": "quality",
            "question": _lt(
                "Name a specialist. What do site visit, samples and laboratory say?"
            ),
        },
    },
)

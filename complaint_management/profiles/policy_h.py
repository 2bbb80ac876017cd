"""H, 公司产品投诉管理制度.

First contact in 24 hours, 7 working days for quality complaints; many consumers as
one batch; an emergency plan (R-T04, R-I15, R-I23, R-D09).
"""

from odoo.tools import LazyTranslate

from .shapes import (
    HOURS,
    MAJOR,
    QUALITY,
    TO_THE_TOP,
    WORKING_DAYS,
    Profile,
    asks,
    limit,
)

_lt = LazyTranslate(__name__)

PROFILE = Profile(
    code="H",
    policy={
        "name": _lt("Company product complaints: contact in a day, answer in seven"),
        "owner_kind": "customer_service",
        "pause_for_customer": False,
        "retention_years": 3,
    },
    description=(
        _lt(
            "The customer is contacted with the progress within 24 hours. A quality "
            "complaint goes to the department at once and is answered with measures "
            "within seven working days."
        ),
        _lt(
            "Many consumers with one matter are handled as one batch. A major case "
            "wants an emergency plan at once, and a report. Timely and effective "
            "handling is rewarded."
        ),
    ),
    tests={
        "quality": {
            "name": _lt("Is it a product-quality problem?"),
            "on_no": "explain",
        },
    },
    limits={
        "contact": limit(
            _lt("First contact with the progress"),
            (24, "hour"),
            "received_on > acknowledged_on",
            HOURS,
            department_kind="customer_service",
            is_published=True,
        ),
        "measures": limit(
            _lt("Quality: measures and answer"),
            (7, "working_day"),
            "received_on > answered_on",
            WORKING_DAYS,
            domain=QUALITY,
            department_kind="customer_service",
            is_published=True,
        ),
        "major": limit(
            _lt("Major: emergency plan at once, and report"),
            (0, "day"),
            "received_on > reported_on",
            TO_THE_TOP,
            domain=MAJOR,
            note=_lt("“At once” is counted as: on the day it was received."),
        ),
    },
    reviews={
        "analysis": {
            "name": _lt("Analysis of the complaints with proposals"),
            "frequency": "quarter",
            "department_kind": "customer_service",
            "audience": _lt("Management, departments concerned"),
        },
    },
    rules={
        "quality": {
            "name": _lt("Product quality: to the department at once"),
            "domain": QUALITY,
            "target": "kind",
            "department_kind": "quality",
            "question": _lt("What is the cause, which measures are taken?"),
            "lines": (asks("plant", "assisting", 10),),
        },
    },
)

"""G, 产品品质投诉处理制度.

“is it product quality?” in a working day, finished in 7 from receipt; appraised by
production; recalled when unsafe (R-I23, R-T04, R-Q07).
"""

from odoo.tools import LazyTranslate

from .shapes import ONE_WORKING_DAY, QUALITY, WORKING_DAYS, Profile, limit

_lt = LazyTranslate(__name__)

PROFILE = Profile(
    code="G",
    policy={
        "name": _lt("Product quality complaints: reviewed in one, finished in seven"),
        "owner_kind": "complaint",
        "pause_for_customer": False,
        "retention_years": 3,
    },
    description=(
        _lt(
            "Within one working day it is reviewed whether it is a product-quality "
            "problem. Yes starts the process at once; no is explained, with what will "
            "be done instead."
        ),
        _lt(
            "Production appraises; the complaint is finished within seven working days "
            "of receipt. What is unsafe is recalled."
        ),
    ),
    tests={
        "quality": {
            "name": _lt("Is it a product-quality problem?"),
            "on_no": "explain",
        },
    },
    limits={
        "review": limit(
            _lt("Review: is it product quality?"),
            (1, "working_day"),
            "received_on > judged_on",
            ONE_WORKING_DAY,
            department_kind="complaint",
            is_published=True,
        ),
        "finished": limit(
            _lt("Finished"),
            (7, "working_day"),
            "received_on > settled_on",
            WORKING_DAYS,
            department_kind="complaint",
            is_published=True,
        ),
    },
    rules={
        "appraisal": {
            "name": _lt("Product quality: production appraises"),
            "domain": QUALITY,
            "target": "kind",
            "department_kind": "plant",
            "question": _lt("Appraise it: is it our product, is it our fault?"),
        },
    },
)

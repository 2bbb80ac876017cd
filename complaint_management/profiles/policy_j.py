"""J, 餐饮具产品投诉与处理制度.

Self-service on the web; reply and result on the same day; refund, resend, adjusted
service (R-T04, R-I16, R-I19).
"""

from odoo.tools import LazyTranslate

from .shapes import SAME_DAY, Profile, authority, limit

_lt = LazyTranslate(__name__)

PROFILE = Profile(
    code="J",
    policy={
        "name": _lt("Tableware complaints: reply and result on the same day"),
        "owner_kind": "complaint",
        "pause_for_customer": True,
        "retention_years": 3,
    },
    description=(
        _lt(
            "Customers complain and follow the progress by themselves on the web. They "
            "have a reply and the result on the same day: refund, resend, adjusted "
            "service."
        ),
        _lt(
            "What went wrong is improved, staff are trained, and the handling is "
            "assessed at intervals."
        ),
    ),
    limits={
        "reply": limit(
            _lt("Reply on the same day"),
            (0, "day"),
            "received_on > acknowledged_on",
            SAME_DAY,
            role="receiver",
            department_kind="complaint",
            is_published=True,
        ),
        "result": limit(
            _lt("Result on the same day"),
            (0, "day"),
            "received_on > answered_on",
            SAME_DAY,
            department_kind="complaint",
            is_published=True,
        ),
    },
    authorities=authority(clerk=100, officer=500),
    reviews={
        "assessment": {
            "name": _lt("Assessment of the handling by department and person"),
            "frequency": "quarter",
            "department_kind": "complaint",
            "audience": _lt("Management"),
        },
    },
)

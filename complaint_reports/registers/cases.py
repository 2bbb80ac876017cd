"""The register of complaints, and the record forms of a month (R-F01, R-F02)."""

from dataclasses import replace

from odoo.tools.translate import LazyTranslate

from ..tools.registers import Column, Register

_lt = LazyTranslate(__name__)

PRODUCTS = Column("products", _lt("Products"), 28, read="_read_products")
LOTS = Column("lots", _lt("Batches / lots"), read="_read_lots")
DEFECTIVE = Column(
    "defective", _lt("Defective"), total=True, read="_read_defective", kind="number"
)

CASES = Register(
    "cases",
    _lt("Complaint register"),
    "complaint.case",
    "received_on",
    (
        Column("number", width=18),
        Column("received_on"),
        Column("registered_on"),
        Column("kind"),
        Column("channel_id"),
        Column("category_id", width=22),
        Column("title", width=36),
        Column("partner_name", _lt("Complainant"), 22),
        PRODUCTS,
        LOTS,
        DEFECTIVE,
        Column("claimed_amount", total=True),
        Column("severity_id"),
        Column("branch_id", _lt("Branch"), 20),
        Column("receiver_id"),
        Column("user_id"),
        Column("department_id", _lt("Department in the lead"), 20),
        Column("state", width=14),
        Column("due_on"),
        Column("accepted_on"),
        Column("answered_on"),
        Column("approved_on"),
        Column("closed_on"),
        Column("responsible_kind"),
        Column("responsible_department_id", width=20),
        Column("cause", width=36),
        Column("outcome", width=36),
        Column("disposition_amount", total=True),
        Column("satisfaction"),
        Column("is_repeat"),
    ),
)

RECORD_FORMS = Register(
    "record_forms",
    _lt("Record forms of the month"),
    "complaint.case",
    "received_on",
    (
        Column("number", width=18),
        Column("received_on"),
        Column("partner_name", _lt("Complainant"), 22),
        PRODUCTS,
        LOTS,
        DEFECTIVE,
        Column("title", _lt("What is complained about"), 36),
        Column("category_id", width=22),
        Column("demand_type_ids", width=20),
        Column("channel_id"),
        Column("receiver_id"),
        Column("cause", width=36),
        Column("responsible_department_id", width=20),
        Column("outcome", _lt("How it was settled"), 36),
        Column("improvement", width=36),
        Column("disposition_amount", total=True),
        Column("answered_on"),
        Column("closed_on"),
        Column("satisfaction"),
        Column("state", width=14),
    ),
    monthly=True,
)

# of a summary: for readers who need not know who complained (R-P03)
_PERSONAL = ("partner_name", "title", "cause", "outcome", "improvement")
SUMMARY_CASES = replace(
    RECORD_FORMS,
    code="summary_cases",
    columns=tuple(one for one in RECORD_FORMS.columns if one.name not in _PERSONAL),
)

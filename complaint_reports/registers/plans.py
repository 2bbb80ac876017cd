"""The register of plans, a row for each measure (R-F01, R-Q04)."""

from odoo.tools.translate import LazyTranslate

from ..tools.registers import Column, Register

_lt = LazyTranslate(__name__)

PLANS = Register(
    "plans",
    _lt("Register of plans"),
    "capa.plan",
    "registered_on",
    (
        Column("number", width=18),
        Column("name", width=32),
        Column("registered_on"),
        Column("department_id", width=20),
        Column("owner_id"),
        Column("state", width=16),
        Column("round"),
        Column("failed_count"),
        Column("recurrence_count"),
        Column("approved_on"),
        Column("effective_on"),
        Column("closed_on"),
        Column("action_ids.name", _lt("Measure"), 36),
        Column("action_ids.kind", _lt("Kind of measure")),
        Column("action_ids.user_id", _lt("Carried out by")),
        Column("action_ids.date_due"),
        Column("action_ids.progress"),
        Column("action_ids.state", _lt("Status of the measure"), 14),
        Column("action_ids.done_on"),
        Column("action_ids.progress_note", width=32),
    ),
    rows="action_ids",
)

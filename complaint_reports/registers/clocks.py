"""The register of time limits: what was kept, what was not (R-T08)."""

from odoo.tools.translate import LazyTranslate

from ..tools.registers import Column, Register

_lt = LazyTranslate(__name__)

CLOCKS = Register(
    "clocks",
    _lt("Register of time limits"),
    "complaint.clock",
    "started_on",
    (
        Column("case_id", width=36),
        Column("limit_id", width=36),
        Column("asked", _lt("Department or team"), 20, read="_read_asked"),
        Column("user_id"),
        Column("amount"),
        Column("unit"),
        Column("started_on"),
        Column("first_due_on"),
        Column("extended_to"),
        Column("due_on"),
        Column("stopped_on"),
        Column("state", width=14),
        Column("overrun"),
    ),
)

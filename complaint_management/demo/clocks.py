from odoo.fields import Command
from odoo.tools import SQL

from .backdate import backdate

# name, amount, unit, from, until, held by, ladder, further values
LIMITS = (
    (
        "First answer: accepted or not",
        (1, "working_day", "received_on", "judged_on"),
        [
            ("before", 4, "hour", "handler"),
            ("at", 0, "hour", "head"),
            ("after", 1, "working_day", "executive"),
        ],
        {"domain": "[('kind', '=', 'complaint')]"},
    ),
    (
        "Outcome, at home",
        (15, "day", "accepted_on", "answered_on"),
        [
            ("before", 2, "day", "handler"),
            ("at", 0, "hour", "head"),
            ("after", 1, "day", "executive"),
            ("after", 3, "day", "gm"),
        ],
        {"domain": "[('region', '=', 'home')]"},
    ),
    (
        "Outcome, abroad",
        (18, "day", "accepted_on", "answered_on"),
        [
            ("before", 2, "day", "handler"),
            ("at", 0, "hour", "head"),
            ("after", 1, "day", "executive"),
            ("after", 3, "day", "gm"),
        ],
        {"domain": "[('region', '=', 'abroad')]"},
    ),
    (
        "Findings of the department",
        (5, "working_day", "duty_opened_on", "duty_answered_on"),
        [("before", 4, "hour", "handler"), ("at", 0, "hour", "head")],
        {"subject": "duty", "department_kind": False},
    ),
    (
        "Answer promised to the customer",
        (15, "day", "promised_on", "answered_on"),
        [("before", 1, "day", "handler"), ("at", 0, "hour", "executive")],
        {"is_promise": True},
    ),
    (
        "Serious: solved within a week",
        (7, "day", "received_on", "settled_on"),
        [("at", 0, "hour", "executive_vice_gm")],
        {"severities": ("serious", "major")},
    ),
)
# In Chinese as the demo company would say it.
CHINESE = {
    "zh_CN": (
        "首次答复：是否受理",
        "处理结果（国内）",
        "处理结果（国外）",
        "部门调查结果",
        "对客户承诺的答复",
        "严重投诉：一周内解决",
    ),
    "zh_TW": (
        "首次答覆：是否受理",
        "處理結果（國內）",
        "處理結果（國外）",
        "部門調查結果",
        "對客戶承諾的答覆",
        "嚴重投訴：一週內解決",
    ),
}


def build(book):
    """The time limits of the procedure, and how they ran for the cases of the past.

    They are as old as the policy, because a limit rules none of the cases from before
    it (R-P01); the planner reads the events, as it does after any write.
    """
    policy = book.get("policy")
    policy.pause_for_customer = True
    limits = book.env["complaint.policy.limit"]
    for place, limit in enumerate(LIMITS, start=1):
        record = book.env["complaint.policy.limit"].create(
            {
                "policy_id": policy.id,
                "sequence": 10 * place,
                **_prepare_limit(book, *limit),
            }
        )
        limits |= record
        book.keep({f"limit_{place}": record})
        for lang in book.env["res.lang"].get_installed():
            if lang[0] in CHINESE:
                record.with_context(lang=lang[0]).name = CHINESE[lang[0]][place - 1]
    backdate(limits, book.at(policy.valid_from))
    cases = book.env["complaint.case"].search(
        [("company_id", "=", book.company.id)], order="id"
    )
    _acknowledge(book, cases)
    book.env["complaint.clock.planner"]._follow(cases)


def _prepare_limit(book, name, span, rungs, values):
    values = dict(values)
    if keys := values.pop("severities", ()):
        ids = [book.data(f"complaint_severity_{key}").id for key in keys]
        values["domain"] = f"[('severity_id', 'in', {ids})]"
    amount, unit, start, stop = span
    names = ("moment", "amount", "unit", "role")
    ladder = [dict(zip(names, rung, strict=True)) for rung in rungs]
    for rung in ladder:
        rung["makes_major"] = rung["role"] == "executive_vice_gm"
    return {
        "name": name,
        "amount": amount,
        "unit": unit,
        "start_event": start,
        "stop_event": stop,
        "department_kind": "customer_service",
        "rung_ids": [Command.create(rung) for rung in ladder],
        **values,
    }


def _acknowledge(book, cases):
    """Most customers heard within hours that their complaint arrived (R-I11)."""
    rows = []
    for case in cases:
        moment = book.at_work(case.registered_on + book.hours(0.5, 6))
        if moment < book.now and book.chance.random() < 0.9:
            rows.append(SQL("(%s, %s::timestamp)", case.id, moment))
    book.env.cr.execute(
        SQL(
            "UPDATE complaint_case SET acknowledged_on = said.moment"
            " FROM (VALUES %s) AS said (id, moment)"
            " WHERE complaint_case.id = said.id",
            SQL(", ").join(rows),
        )
    )
    cases.invalidate_recordset(["acknowledged_on"])

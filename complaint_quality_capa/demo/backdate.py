from odoo.addons.complaint_management.demo import backdate as base
from odoo.addons.complaint_management.tools.approval import link
from odoo.tools import SQL

# Where a step of a plan leaves the moment it ran: model, how its rows are found by the
# plan, the columns.
_REQUEST = (
    "(res_model = 'capa.plan' AND res_id = %(plan)s"
    " OR res_model = 'capa.special.report' AND res_id IN"
    " (SELECT id FROM capa_special_report WHERE plan_id = %(plan)s))"
)
_TURN = (
    "request_id IN (SELECT id FROM complaint_approval_request WHERE " + _REQUEST + ")"
)
_ROWS = ("action", "cause", "check")
TRACES = (
    (
        "capa.plan",
        "id = %(plan)s",
        (
            "registered_on",
            "started_on",
            "analysed_on",
            "submitted_on",
            "approved_on",
            "acted_on",
            "verified_on",
            "effective_on",
            "closed_on",
            "cancelled_on",
        ),
    ),
    ("capa.cause", "plan_id = %(plan)s", ()),
    ("capa.action", "plan_id = %(plan)s", ("started_on", "done_on")),
    ("capa.check", "plan_id = %(plan)s", ("judged_on",)),
    ("capa.lesson", "plan_id = %(plan)s", ("noted_on",)),
    ("capa.special.report", "plan_id = %(plan)s", ("asked_on", "decided_on")),
    ("complaint.approval.request", _REQUEST, ("requested_on", "decided_on")),
    ("complaint.approval.turn", _TURN, ("opened_on", "closed_on", "due_on")),
    (
        "complaint.trail",
        "res_model = 'capa.plan' AND res_id = %(plan)s",
        ("changed_on",),
    ),
    *(
        (
            "complaint.trail",
            f"res_model = 'capa.{noun}' AND res_id IN"
            f" (SELECT id FROM capa_{noun} WHERE plan_id = %(plan)s)",
            ("changed_on",),
        )
        for noun in _ROWS
    ),
    ("mail.message", "model = 'capa.plan' AND res_id = %(plan)s", ("date",)),
)


def backdate_step(plan, moment):
    """Move what a plan's last step has just written back to ``moment``; see the
    steps of cases."""
    env = plan.env(su=True)
    env.cr.flush()
    env.flush_all()
    began = env.cr.now().replace(microsecond=0)
    for name, where, columns in TRACES:
        columns = (*columns, *base.LOGGED)
        # a constant of this file
        place = SQL(where, plan=plan.id)  # pylint: disable=sql-injection
        env.cr.execute(base._prepare_move(env[name], place, columns, began, moment))
        env[name].invalidate_model(columns, flush=False)
    _backdate_signatures(env, plan, began, moment.replace(microsecond=0))


def _backdate_signatures(env, plan, began, moment):
    """Each hangs on the one before: what is moved is signed anew, in order."""
    reports = env["capa.special.report"].search([("plan_id", "=", plan.id)])
    for model, ids in (("capa.plan", plan.ids), (reports._name, reports.ids)):
        domain = [("res_model", "=", model), ("res_id", "in", ids)]
        for request in env["complaint.approval.request"].search(domain):
            last = False
            for row in request.signature_ids.sorted("id"):
                content = row._read_content()
                if row.signed_on >= began:
                    content["signed_on"] = moment
                content["previous_hash"] = last
                last = link(last, row._get_content(content))
                base._set(row, signed_on=content["signed_on"], hash=last)
                base._set(row, previous_hash=content["previous_hash"] or None)
            base._set(request, last_hash=last)


def backdate_record(record, moment, *columns):
    """Move what the last step of ``record``, which hangs on no plan, has just written
    back to ``moment``: its columns, its history and its messages."""
    env = record.env(su=True)
    env.cr.flush()
    env.flush_all()
    began = env.cr.now().replace(microsecond=0)
    trail = SQL("res_model = %s AND res_id IN %s", record._name, record._ids)
    said = SQL("model = %s AND res_id IN %s", record._name, record._ids)
    for name, place, moved in (
        (record._name, SQL("id IN %s", record._ids), columns),
        ("complaint.trail", trail, ("changed_on",)),
        ("mail.message", said, ("date",)),
    ):
        moved = (*moved, *base.LOGGED)
        env.cr.execute(base._prepare_move(env[name], place, moved, began, moment))
        env[name].invalidate_model(moved, flush=False)

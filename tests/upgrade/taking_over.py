"""What a company that ran crm_claim and mgmtsystem_nonconformity has in them."""

from datetime import datetime

from odoo.fields import Command

MODULES = ["crm_claim", "mgmtsystem_nonconformity"]
MODELS = ["crm.claim", "mgmtsystem.nonconformity"]


def fill(env):
    """Records in each stage, with messages, changes and files; how many by model."""
    quiet = env(
        context={"mail_notify_force_send": False, "mail_create_nosubscribe": True}
    )
    return {"crm.claim": _fill_claims(quiet), MODELS[1]: _fill_nonconformities(quiet)}


def _fill_claims(env):
    stages = env["crm.claim.stage"].search([])
    category = env["crm.claim.category"].search([], limit=1)
    partner = env["res.partner"].create(
        {"name": "Old customer", "email": "o@e.example"}
    )
    claims = env["crm.claim"].create(
        [
            {
                "name": f"Claim {number}",
                "description": "It leaks.\nFrom the spout.",
                "resolution": "Replaced.",
                "cause": "A bad seal",
                "date": datetime(2024, 3, 5, 1, 30),
                "categ_id": category.id,
                "partner_id": partner.id,
                "stage_id": stages[number % len(stages)].id,
            }
            for number in range(230)
        ]
    )
    claims[0].date = datetime(2999, 1, 1)  # cannot be: refused
    _write(claims)
    return len(claims)


def _fill_nonconformities(env):
    stages = env["mgmtsystem.nonconformity.stage"].search([])
    open_stages = stages.filtered(lambda stage: stage.state in ("draft", "analysis"))
    user = env.ref("base.user_admin")
    actions = env["mgmtsystem.action"].create(
        [{"name": "Change the seal", "type_action": "correction", "user_id": user.id}]
    )
    records = env["mgmtsystem.nonconformity"].create(
        [
            {
                "name": f"Nonconformity {number}",
                "description": "Seals are hard.",
                "partner_id": env.company.partner_id.id,
                "responsible_user_id": user.id,
                "manager_user_id": user.id,
                "origin_ids": [
                    Command.set(
                        env["mgmtsystem.nonconformity.origin"].search([], limit=1).ids
                    )
                ],
                "cause_ids": [
                    Command.set(
                        env["mgmtsystem.nonconformity.cause"].search([], limit=1).ids
                    )
                ],
                "action_ids": [Command.set(actions.ids)],
                "action_comments": "Seals of another firm",
                "stage_id": open_stages[number % len(open_stages)].id,
            }
            for number in range(20)
        ]
    )
    actions.stage_id = env.ref("mgmtsystem_action.stage_close")
    done = env.ref("mgmtsystem_nonconformity.stage_done")
    records[10:].write({"evaluation_comments": "It holds.", "stage_id": done.id})
    _write(records)
    return len(records)


def _write(records):
    for number, record in enumerate(records[:40]):
        record.message_post(
            body=f"Message {number}",
            attachments=[(f"photo {number}.txt", b"leaks %d" % (number % 5))],
            message_type="comment",
        )


def measure(env, model):
    """What is there and here, and what content is in the file store."""
    cases = env["complaint.case"].search([("old_model", "=", model)])
    return {
        "cases": len(cases),
        "messages": len(cases.message_ids),
        "open": len(cases.filtered("is_open")),
        "mails": env["mail.mail"].search_count([]),
        "notices": env["mail.notification"].search_count([]),
        "contents": env["ir.attachment"]._read_group(
            [("res_field", "=", False)], [], ["store_fname:count_distinct"]
        )[0][0],
    }

"""What records of other modules become here, a table each. Plain Python, no Odoo."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OldSystem:
    """Another module whose records are taken over as cases.

    :param str model: its model, looked for in the registry: nothing depends on it
    :param str title: what an administrator knows it as
    :param str stage: its field that says where a record stands
    :param str reference: its number as a format of the record, ``CLAIM-{0.id}``
    :param dict cells: the field (a path) that fills each column of a register
    :param dict endings: the state here by the stage's XML id; other stages stay open
    :param str partner: its field of who complains
    :param tuple told: further fields, told below the description with their labels
    """

    model: str
    title: str
    stage: str
    reference: str
    cells: dict
    endings: dict
    told: tuple = ()
    partner: str = "partner_id"


CLAIMS = OldSystem(
    model="crm.claim",
    title="Claims (crm_claim)",
    stage="stage_id",
    reference="CLAIM-{0.id}",
    cells={
        "received_on": "date",
        "registered_on": "create_date",
        "closed_on": "date_closed",
        "category": "categ_id.name",
        "title": "name",
        "description": "description",
        "partner_email": "email_from",
        "partner_phone": "partner_phone",
        "handler": "user_id.login",
        "outcome": "resolution",
    },
    endings={"crm_claim.stage_claim2": "closed", "crm_claim.stage_claim3": "refused"},
    told=("user_id", "user_fault", "cause", "type_action", "date_deadline", "email_cc"),
)
NONCONFORMITIES = OldSystem(
    model="mgmtsystem.nonconformity",
    title="Nonconformities (mgmtsystem_nonconformity)",
    stage="stage_id",
    reference="{0.ref}",
    cells={
        "received_on": "create_date",
        "closed_on": "closing_date",
        "title": "name",
        "description": "description",
        "handler": "responsible_user_id.login",
        "outcome": "evaluation_comments",
    },
    endings={
        "mgmtsystem_nonconformity.stage_done": "closed",
        "mgmtsystem_nonconformity.stage_cancel": "cancelled",
    },
    told=(
        "reference",
        "responsible_user_id",
        "manager_user_id",
        "user_id",
        "origin_ids",
        "severity_id",
        "cause_ids",
        "analysis",
        "immediate_action_id",
        "action_ids",
        "action_comments",
    ),
)

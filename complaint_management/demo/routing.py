"""Who looks into what: rules, the standing team, and the branches of channels."""

from odoo.fields import Command

BRANCHES = {
    "store": "nanjing_road",
    "visit": "shanghai",
    "chengdu": "chengdu",
    "hamburg": "hamburg",
}
TEAM = ("plant", "market", "business", "officer")


def build(book):
    """Rules of the company, in the order in which they are tried."""
    book.get("policy").owner_kind = "customer_service"
    for channel, department in BRANCHES.items():
        book.get(f"channel_{channel}").department_id = book.get(
            f"department_{department}"
        )
    team = book.env["complaint.team"].create(
        {
            "name": "Standing complaint team",
            "company_id": book.company.id,
            "leader_id": book.get("user_quality").id,
            "member_ids": [Command.set([book.get(f"user_{key}").id for key in TEAM])],
        }
    )
    book.keep({"team": team})
    for place, (key, vals) in enumerate(_get_rules(book).items(), start=1):
        rule = book.env["complaint.routing"].create(
            {"company_id": book.company.id, "sequence": 10 * place, **vals}
        )
        book.keep({f"routing_{key}": rule})


def _get_rules(book):
    quality = book.data("complaint_category_quality").id
    plant_1 = [
        book.get(f"product_{row['code']}").id
        for row in book.table("products")
        if row["plant"] == "plant_1"
    ]
    grave = [book.data(f"complaint_severity_{key}").id for key in ("serious", "major")]
    is_quality = ("category_id", "child_of", quality)
    return {
        "grave": {
            "name": "Serious and major: quality is drawn in",
            "adds": True,
            "domain": repr([("severity_id", "in", grave)]),
            "line_ids": [_ask("quality", "Inspect the retained samples of the lot.")],
        },
        "ceramics": {
            "name": "Ceramics: Plant 1 leads",
            "domain": repr([is_quality, ("line_ids.product_id", "in", plant_1)]),
            "department_id": book.get("department_plant_1").id,
            "question": "What went wrong with this lot, and what is done about it?",
        },
        "quality": {
            "name": "Other defects: quality leads",
            "domain": repr([is_quality]),
            "target": "kind",
            "department_kind": "quality",
            "question": "What is the cause of the defect?",
        },
        "rest": {
            "name": "All else: the nearest branch",
            "target": "kind",
            "department_kind": "sales_branch",
            "question": "What happened, as the branch knows it?",
        },
    }


def _ask(kind, question):
    return Command.create(
        {
            "target": "kind",
            "department_kind": kind,
            "kind": kind,
            "question": question,
        }
    )

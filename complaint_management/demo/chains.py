from odoo.fields import Command

# Who decides on what a customer gets: (name, how asked, who, days).
SHORT = (
    ("Market department", "department", "market", 7),
    ("Vice GM in charge", "role", "executive", 2),
)
LONG = (
    ("Sales branch", "department", "sales_branch", 5),
    *SHORT,
    ("General manager", "role", "gm", 2),
)
GRAVE = "[('severity_id', 'in', %s)]"
DEAR = 10000


def build(book):
    """Grave and expensive matters go from the branch to the general manager, all else
    from the market department to the vice GM in charge (R-A03)."""
    grave = [
        book.data(f"complaint_severity_{name}").id for name in ("serious", "major")
    ]
    book.env["complaint.approval.route"].create(
        [
            {
                **_prepare_route(
                    book, "Branch to general manager", LONG, GRAVE % grave, 10
                ),
                "amount_from": DEAR,
                "is_either": True,
            },
            _prepare_route(book, "Market and vice GM", SHORT, "[]", 20),
        ]
    )


def _prepare_route(book, name, steps, domain, sequence):
    return {
        "name": name,
        "subject": "disposition",
        "company_id": book.company.id,
        "sequence": sequence,
        "domain": domain,
        "step_ids": [
            Command.create(_prepare_step(10 * place, *step))
            for place, step in enumerate(steps, start=1)
        ],
    }


def _prepare_step(sequence, name, asked, who, days):
    vals = {
        "sequence": sequence,
        "name": name,
        "asked": asked,
        "role" if asked == "role" else "department_kind": who,
        "days": days,
        "unit": "day",
        "may_add": asked == "role",
    }
    if who == "sales_branch":
        vals["domain"] = "[('branch_id', '!=', False)]"
    return vals

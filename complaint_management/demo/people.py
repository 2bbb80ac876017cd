from odoo.fields import Command

POSTS = {
    "gm": "gm",
    "executive_vice_gm": "vgm",
    "marketing_vice_gm": "marketing",
    "production_vice_gm": "production",
}
ZONES = {"hamburg": "Europe/Berlin", "hafencity": "Europe/Berlin"}


def build(book):
    """An employee for each person, a user for those who work with complaints."""
    rows = book.table("people")
    _build_users(book, [row for row in rows if row["login"]])
    employees = book.env["hr.employee"].create(
        [_prepare_employee_vals(book, row) for row in rows]
    )
    for row, employee in zip(rows, employees, strict=True):
        book.keep({f"employee_{row['key']}": employee})
        if row["boss"]:  # a boss comes before those whom he leads
            employee.parent_id = book.get(f"employee_{row['boss']}")
        if row["leads"]:
            book.get(f"department_{row['leads']}").manager_id = employee
    for row in book.table("departments"):
        if row["executive"]:
            executive = book.get(f"employee_{row['executive']}")
            book.get(f"department_{row['key']}").executive_id = executive
    _build_posts(book)


def _build_posts(book):
    for kind, login in POSTS.items():
        post = book.env["complaint.post"].create(
            {
                "kind": kind,
                "user_id": book.get(f"user_{login}").id,
                "company_id": book.company.id,
            }
        )
        book.keep({f"post_{kind}": post})


def _build_users(book, rows):
    """Users whose password is their login; what they are told stays inside Odoo."""
    users = book.env["res.users"].create(
        [_prepare_user_vals(book, row) for row in rows]
    )
    book.keep(
        {f"user_{row['login']}": user for row, user in zip(rows, users, strict=True)}
    )


def _prepare_user_vals(book, row):
    groups = ["base.group_user", *map(_group, row["groups"].split())]
    bot = "odoobot_state" in book.env["res.users"]._fields  # it covers a phone's screen
    return {
        **({"odoobot_state": "disabled"} if bot else {}),
        "name": row["name"],
        "login": row["login"],
        "password": row["login"],
        "email": _email(row),
        "tz": _zone(row),
        "notification_type": "inbox",
        "company_id": book.company.id,
        "company_ids": [Command.set(book.company.ids)],
        "group_ids": [Command.set([book.env.ref(group).id for group in groups])],
    }


def _prepare_employee_vals(book, row):
    return {
        "name": row["name"],
        "job_title": row["job"],
        "company_id": book.company.id,
        "department_id": book.get(f"department_{row['department']}").id,
        "user_id": row["login"] and book.get(f"user_{row['login']}").id,
        "work_email": _email(row),
        "tz": _zone(row),
        "date_version": book.day(900),
    }


def _group(name):
    """``complaint_x`` is short for our group of that name."""
    return name if "." in name else f"complaint_management.group_{name}"


def _email(row):
    return f"{row['key'].replace('_', '.')}@lotus.example.com"


def _zone(row):
    return ZONES.get(row["department"], "Asia/Shanghai")

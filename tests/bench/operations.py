"""What people do with a record, the same for every subject.

Each takes the subject and the environment of its user, prepares, and returns what is
then measured.
"""

from lxml import etree

NOLOG = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
}


def create_1(subject, env):
    """One new record, written."""
    vals = subject.vals()
    return lambda: env[subject.model].create([vals])


def create_100(subject, env):
    """A hundred in one call."""
    vals = [subject.vals() for _number in range(100)]
    return lambda: env[subject.model].create(vals)


def import_100(subject, env):
    """A hundred, as an import makes them: without log and followers."""
    vals = [subject.vals() for _number in range(100)]
    return lambda: env[subject.model].with_context(**NOLOG).create(vals)


def new_form(subject, env):
    """What the server answers when a blank form opens."""
    specification = _read_view(subject, env, "form")
    return lambda: env[subject.model].onchange({}, [], specification)


def step(subject, env):
    """One record one step on."""
    record = env[subject.model].create([subject.vals()])
    subject.take_on(record)
    return lambda: subject.step(record)


def step_of_100(subject, env):
    """A hundred records one step on, in one call."""
    records = env[subject.model].create([subject.vals() for _number in range(100)])
    return lambda: subject.step(records)


def list_of_80(subject, env):
    """The first page of the list, as its menu shows it."""
    return _list(subject, env, list(subject.open_domain))


def search_text(subject, env):
    """Some words in the title."""
    return _list(subject, env, [(subject.title, "ilike", "4711 chip")])


def search_customer(subject, env):
    """All of one customer."""
    customer = subject.customers[7]
    return _list(subject, env, [(subject.customer, "=", customer.id)])


def form(subject, env):
    """A record with all that its form shows."""
    record = env[subject.model].search(list(subject.open_domain), limit=1)
    specification = _read_view(subject, env, "form")
    return lambda: record.web_read(specification)


def kanban(subject, env):
    """The board: columns and their first cards."""
    specification = _read_view(subject, env, "kanban")
    return lambda: env[subject.model].web_read_group(
        list(subject.open_domain),
        [subject.columns],
        [],
        auto_unfold=True,
        unfold_read_specification=specification,
        unfold_read_default_limit=80,
    )


def month_x_category(subject, env):
    """How many a month and category."""
    groups = [f"{subject.opened}:month", subject.category]
    return lambda: env[subject.model].formatted_read_group([], groups, ["__count"])


def pivot(subject, env):
    """Its own report with all measures, where it has one."""
    model = env[subject.report or subject.model]
    view = model.get_views([(False, "pivot")])["views"]["pivot"]["arch"]
    measures, groups = ["__count"], []
    for node in etree.fromstring(view).iter("field"):
        name, interval = node.get("name"), node.get("interval")
        if model._fields[name].type in ("date", "datetime"):
            interval = interval or "month"
        if node.get("type") == "measure":
            measures.append(f"{name}:{model._fields[name].aggregator or 'sum'}")
        elif node.get("type") in ("row", "col"):
            groups.append(f"{name}:{interval}" if interval else name)
    return lambda: model.formatted_read_group([], groups, measures)


def submit(subject, env):
    """A handling form put up for approval, with who is asked first told."""
    case = subject.make_ready(env)
    return lambda: case.action_request_approval("disposition")


def submit_of_80(subject, env):
    """Eighty handling forms put up in one call."""
    cases = subject.make_ready(env, 80)
    return lambda: cases.action_request_approval("disposition")


def decide(subject, env):
    """One signature of a chain, the next one told."""
    case = subject.make_ready(env)
    case.action_request_approval("disposition")
    turn = subject.get_turn(case)
    return lambda: turn.action_decide(
        "approve", False, False, turn.sudo().request_id.snapshot_hash
    )


def _list(subject, env, domain):
    specification = _read_view(subject, env, "list")
    return lambda: env[subject.model].web_search_read(
        domain, specification, limit=80, count_limit=10001
    )


def _read_view(subject, env, kind):
    # our add-ons can be imported once Odoo knows its addons path
    from odoo.addons.complaint_management.tests.client_view import get_specification

    model = env[subject.model]
    arch = model.get_views([(False, kind)])["views"][kind]["arch"]
    return get_specification(model, arch)


OPERATIONS = {
    "create 1": create_1,
    "create 100": create_100,
    "import 100": import_100,
    "new form": new_form,
    "step": step,
    "step of 100": step_of_100,
    "list of 80": list_of_80,
    "search text": search_text,
    "search customer": search_customer,
    "form": form,
    "kanban": kanban,
    "month x category": month_x_category,
    "pivot": pivot,
    "submit": submit,
    "submit of 80": submit_of_80,
    "decide": decide,
}

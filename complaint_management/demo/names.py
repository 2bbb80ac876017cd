"""Names that people meet in their own language; ``files/names.csv`` says them."""

MODELS = (
    "hr.department",
    "complaint.channel",
    "complaint.policy",
    "complaint.acceptance.test",
    "complaint.workday",
    "complaint.routing",
    "complaint.routing.line",
    "complaint.team",
    "complaint.approval.route",
    "complaint.approval.step",
)
LANGUAGES = ("zh_CN", "zh_TW")


def build(book):
    """Say the names of settings and departments in the languages that are installed."""
    installed = dict(book.env["res.lang"].get_installed())
    words = {row["en_US"]: row for row in book.table("names")}
    for model in MODELS:
        for record in book.env[model].search(_get_domain(book, model)):
            for field in {"name", "question"} & record._fields.keys():
                said = words.get(record[field], {})
                for lang in installed.keys() & said.keys() & set(LANGUAGES):
                    record.with_context(lang=lang)[field] = said[lang]


def _get_domain(book, model):
    fields = book.env[model]._fields
    for name in (
        "company_id",
        "route_id.company_id",  # before the policy, that not every route has
        "policy_id.company_id",
        "routing_id.company_id",
    ):
        if name.partition(".")[0] in fields:
            return [(name, "in", [book.company.id, False])]
    return [("id", "=", 0)]

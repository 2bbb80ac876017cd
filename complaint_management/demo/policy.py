from odoo.fields import Command

# Policy A's four conditions (R-I08).
TESTS = (
    "Is the complainant directly concerned, or authorised by who is?",
    "Are the object, the facts and the grounds clear and the demand reasonable?",
    "Is it about our own products or services?",
    "Is it free of anything against law, public order and good morals?",
)
# What a role may give by itself at first contact, in yuan (R-I13).
AUTHORITIES = {
    "base.group_user": 100,
    "complaint_management.group_complaint_officer": 500,
}
# Who keeps a signed copy of the handling form (R-A07).
COPIES = ("market", "sales_branch")
# What the policy says, a paragraph a row.
DESCRIPTION = (
    {
        "en_US": "Who receives a complaint registers it at once and answers to the "
        "customer to the end. The customer hears within one working day whether it is "
        "accepted.",
        "zh_CN": "首问负责：谁接到投诉，谁立即登记并对客户负责到底。"
        "一个工作日内告知客户是否受理。",
        "zh_TW": "首問負責：誰接到投訴，誰立即登記並對客戶負責到底。"
        "一個工作日內告知客戶是否受理。",
    },
    {
        "en_US": "What costs up to 100 yuan is settled at the counter, up to 500 by "
        "customer service. All else is investigated and decided by the vice general "
        "manager in charge.",
        "zh_CN": "100 元以内由门店当场解决，500 元以内由客户服务部解决，"
        "其余经调查后由分管副总经理批复。",
        "zh_TW": "100 元以內由門市當場解決，500 元以內由客戶服務部解決，"
        "其餘經調查後由分管副總經理核示。",
    },
)


def build(book):
    """The written procedure of the company and the ways in which complaints arrive."""
    policy = book.env["complaint.policy"].create(
        {
            "name": "Lotus complaint procedure",
            "code": "A",
            "company_id": book.company.id,
            "valid_from": book.day(1100),
            "repeat_months": 12,
            "solved_confirmed_by": "branch",
            "description": "".join(f"<p>{words['en_US']}</p>" for words in DESCRIPTION),
            "acceptance_test_ids": [
                Command.create({"name": name, "sequence": 10 * place})
                for place, name in enumerate(TESTS, start=1)
            ],
            "copy_ids": [
                Command.create({"department_kind": kind, "sequence": 10 * place})
                for place, kind in enumerate(COPIES, start=1)
            ],
            "authority_ids": [
                Command.create(vals) for vals in _prepare_authorities(book)
            ],
        }
    )
    # term by term: writing the whole of it would replace the English
    policy.update_field_translations(
        "description",
        {
            code: {words["en_US"]: words[code] for words in DESCRIPTION}
            for code, _name in book.env["res.lang"].get_installed()
            if code in ("zh_CN", "zh_TW")
        },
    )
    book.keep({"policy": policy})
    _build_channels(book)


def _build_channels(book):
    """Who receives what arrives there is in charge of it (R-I01)."""
    for place, row in enumerate(book.table("channels"), start=1):
        channel = book.env["complaint.channel"].create(
            {
                "name": row["name"],
                "kind": row["kind"],
                "sequence": place,
                "company_id": book.company.id,
                "user_id": book.get(f"user_{row['person']}").id,
            }
        )
        book.keep({f"channel_{row['key']}": channel})


def _prepare_authorities(book):
    for group, amount in AUTHORITIES.items():
        for kind in ("refund", "replacement", "explanation", "apology_spoken"):
            costs = kind in ("refund", "replacement")
            yield {
                "group_id": book.env.ref(group).id,
                "remedy_type_id": book.data(f"complaint_remedy_type_{kind}").id,
                "amount": amount if costs else 0,
            }

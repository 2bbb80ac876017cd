from datetime import timedelta

from odoo.fields import Command

from .backdate import backdate

# Links that anybody who tries things out can open: /complaint/track/<token>.
LINKS = (
    ("investigating", "demo-looked-into"),
    ("confirming", "demo-is-it-solved"),
    ("closed", "demo-settled"),
)
PUBLISHED = (1, 2, 3)  # of the limits in the order of clocks.py
GUIDANCE = (
    (
        (
            "Something arrived broken",
            "Please keep the pieces and the box, and take a photo of both. You need "
            "not send anything back: with the photo we send you a new one.",
        ),
        (
            "收到时已经破损",
            "请保留碎片和包装盒，并分别拍照。无需寄回：凭照片我们为您补发新品。",
        ),
        (
            "收到時已經破損",
            "請保留碎片和包裝盒，並分別拍照。無需寄回：憑照片我們為您補發新品。",
        ),
    ),
    (
        (
            "The kettle does not whistle",
            "Take the whistle out, rinse it and put it back until it clicks. Lime is "
            "the most frequent reason.",
        ),
        (
            "水壶不鸣笛",
            "请取下笛嘴冲洗干净，再装回直至听到咔哒声。水垢是最常见的原因。",
        ),
        (
            "水壺不鳴笛",
            "請取下笛嘴沖洗乾淨，再裝回直至聽到喀噠聲。水垢是最常見的原因。",
        ),
    ),
)
# Solved, overall, speed, attitude, reasons; of the cases that were closed last.
MARKS = (
    ("yes", "5", "5", "5", "Somebody called the same day. Thank you."),
    ("yes", "4", "3", "5", "Friendly, but it took a while."),
    ("yes", "4", "4", "4", False),
    ("yes", "5", "4", "5", "The new set arrived well packed."),
    ("no", "2", "2", "3", "The money has not arrived yet."),
    ("yes", "3", "2", "4", "I had to ask twice."),
    ("yes", "5", "5", "5", False),
    ("yes", "4", "5", "4", False),
)


def build(book):
    """The pages for customers are open; some cases are followed by a link, one of them
    in every stage, and one complainant added something (R-I16)."""
    book.company.complaint_web_open = True
    book.company.complaint_web_channel_id = book.get("channel_web")
    cases = book.env["complaint.case"]
    for state, token in LINKS:
        case = _find(cases, state)
        env = book.acting("officer")
        env["complaint.link"]._issue(case, token)
        _say(book, case, "filing", _get_words(case), hours=0)
        if state == "investigating":
            words = "The crack has become longer since."
            _say(book, case, "addition", words, hours=20)
        book.keep({f"case_{token.replace('-', '_')}": case})
    _rate(book)
    _guide(book)
    _let_dealer_in(book)
    # what customers are promised, they are told (R-I20)
    for place in PUBLISHED:
        book.get(f"limit_{place}").is_published = True


def _find(cases, state):
    """A case of that state that is told what it may be told."""
    domain = [("state", "=", state), ("kind", "=", "complaint")]
    found = cases.search([*domain, ("erased_on", "=", False)])
    told = found.filtered(lambda case: state == "investigating" or case._is_told())
    return (told or found)[:1]


def _get_words(case):
    return f"{case.title}. I would like to know how this happened."


def _say(book, case, kind, text, hours):
    said = book.acting("officer")["complaint.statement"]._say(case, kind, text, False)
    moment = case.received_on
    if hours:
        moment = max(moment, book.now - timedelta(hours=hours))
    backdate(said, moment, ["said_on"])


def _rate(book):
    """What complainants answered on the telephone after the settlement (R-K04)."""
    env = book.acting("officer")
    closed = env["complaint.case"].search(
        [("state", "=", "closed"), ("kind", "=", "complaint")], limit=len(MARKS)
    )
    asked = {
        name: book.data(f"complaint_survey_question_{name}").id
        for name in ("solved", "overall", "speed", "attitude", "reasons")
    }
    for case, (solved, overall, speed, attitude, reasons) in zip(
        closed, MARKS, strict=False
    ):
        values = {
            "solved": {"answer": solved},
            "overall": {"mark": overall},
            "speed": {"mark": speed},
            "attitude": {"mark": attitude},
            "reasons": {"text": reasons},
        }
        lines = [
            Command.create({"question_id": asked[name], **answer})
            for name, answer in values.items()
        ]
        survey = env["complaint.survey"].create(
            {"case_id": case.id, "way": "phone", "line_ids": lines}
        )
        moment = book.at_work(case.closed_on + timedelta(hours=20))
        backdate(survey, min(moment, book.now), ["answered_on"])


def _guide(book):
    """What helps at once, in the languages of the company (R-I19)."""
    for (question, answer), chinese, taiwanese in GUIDANCE:
        guidance = book.env["complaint.guidance"].create(
            {"name": question, "text": answer, "company_id": book.company.id}
        )
        translated = (("zh_CN", chinese), ("zh_TW", taiwanese))
        for lang, words in translated:
            if book.env["res.lang"]._get_data(code=lang):
                said = guidance.with_context(lang=lang)
                said.write({"name": words[0], "text": words[1]})


def _let_dealer_in(book):
    """A dealer looks after the complaints of his company in the portal."""
    contact = book.get("contact_suzhou")
    user = book.env["res.users"].create(
        {
            "name": contact.name,
            "login": "dealer",
            "password": "dealer",
            "partner_id": contact.id,
            "group_ids": [Command.set(book.env.ref("base.group_portal").ids)],
            "company_id": book.company.id,
            "company_ids": [Command.set(book.company.ids)],
        }
    )
    book.keep({"user_dealer": user})

from datetime import timedelta

from .backdate import backdate

# Links that anybody who tries things out can open: /complaint/track/<token>.
LINKS = (
    ("investigating", "demo-looked-into"),
    ("confirming", "demo-is-it-solved"),
    ("closed", "demo-settled"),
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

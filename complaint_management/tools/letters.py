"""Letters from fixed templates: named gaps in HTML, filled with plain text.

Plain Python, no Odoo. A paragraph whose gaps are all empty is left out, so that one
template serves a case with and without, say, an expected date.
"""

import re
from html import escape

GAP = re.compile(r"\{(\w+)\}")
PARAGRAPH = re.compile(r"<p\b[^>]*>.*?</p>", re.DOTALL)
# "call us: {phone}." the gap ends the sentence that leads to it by a colon
LED = re.compile(
    r"((?:(?![.!?]\s)[^。！？<>])*)[:：]\s*\{(\w+)\}([.。]|(?=\s*(?:<|$)))"  # noqa: RUF001
)
# in one pass, so that what is filled in is no template itself
PART = re.compile(f"{PARAGRAPH.pattern}|{GAP.pattern}", re.DOTALL)


def gaps(text):
    """The names of the gaps in ``text``."""
    return set(GAP.findall(text or ""))


def fill(template, values):
    """The HTML of ``template`` with its gaps filled; what is filled in is escaped.

    A colon that leads to nothing is left out, with its sentence where that says nothing
    else of the case.

    :param dict values: text by gap; one that is missing counts as empty
    """

    def text(match):
        value = escape(str(values.get(match[1]) or ""), quote=False)
        return value.replace("\r\n", "\n").replace("\n", "<br/>")

    def part(match):
        if match[1]:
            return text(match)
        names = gaps(match[0])
        if names and not any(values.get(name) for name in names):
            return ""
        return GAP.sub(text, LED.sub(led, match[0]))

    def led(match):
        lead, name, end = match.groups()
        if values.get(name):
            return match[0]
        return lead + end if any(values.get(one) for one in gaps(lead)) else ""

    return PART.sub(part, template or "")


def fill_line(template, values):
    """One line of plain text (a subject) with its gaps filled."""
    filled = GAP.sub(lambda match: str(values.get(match[1]) or ""), template or "")
    return " ".join(filled.split())

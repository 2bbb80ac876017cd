"""A text that does something wherever it is taken for more than a text, and how that is
noticed."""

import re

from lxml import etree, html

CALL = "x13()"  # what a script of his would call
SUM = ("97*1213", "117661")  # what is evaluated, and what comes out
EVIL = (
    f"'\"><svg onload={CALL}><script>{CALL}</script><img src=x onerror={CALL}>"
    f'<a href="javascript:{CALL}">a</a>{{{{{SUM[0]}}}}}${{{SUM[0]}}}'
    f"<t t-out=\"{SUM[0]}\"/> %(x)s %s {{gap}} =cmd|' /C calc'!A0"
)
LINKS = {"href", "src", "action", "formaction", "data", "xlink:href"}


def find_script(text):
    """What of ``EVIL`` came to life in the HTML ``text``: sentences, none is good."""
    text = re.sub(r"<\?xml[^>]*>", "", str(text or ""))
    if SUM[1] in text:
        return [f"{SUM[0]} was evaluated"]
    if CALL not in text:
        return []
    try:
        tree = html.fragment_fromstring(text, create_parent="div")
    except etree.ParserError:
        tree = html.fromstring(text)
    found = []
    for element in tree.iter(etree.Element):
        if element.tag == "script" and CALL in (element.text or ""):
            found.append(f"<script>: {element.text[:80]}")
        for name, value in element.attrib.items():
            runs = name.startswith("on") or "javascript:" in value.lower()
            if CALL in value and runs and (name.startswith("on") or name in LINKS):
                found.append(f"<{element.tag} {name}={value[:80]!r}>")
    return found

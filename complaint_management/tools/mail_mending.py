"""What mail programs get wrong, put right in the message before it is read."""

import re
from email.message import EmailMessage

# The second covers GB2312 and GBK; the last takes any byte and gives it back.
CHARSETS = ("utf-8", "gb18030", "latin-1")
_ADDRESS = re.compile(r"[^\s<>()\"',;:@]+@[^\s<>()\"',;:@]+")


def mend(message: EmailMessage) -> None:
    """Make each part of ``message`` readable; nothing of its content is dropped."""
    for part in message.walk():
        _mend_headers(part)
        if part.get_content_maintype() == "multipart" and not part.is_multipart():
            part.set_type("text/plain")  # no boundary in it: all of it is text
        if part.get_content_maintype() == "text":
            _relabel(part)


def _mend_headers(part: EmailMessage) -> None:
    """PostgreSQL stores no NUL; a header with a form feed, say, is read by Python and
    then refused as one of two lines; on some broken addresses its reader fails."""
    for name in set(part.keys()):
        try:
            values = [str(value) for value in part.get_all(name)]
        except Exception:  # of many kinds: IndexError, AttributeError
            values = _read_addresses(part, name)
        else:
            if not any("\0" in one or len(one.splitlines()) > 1 for one in values):
                continue
        del part[name]
        for value in values:
            part[name] = " ".join(value.replace("\0", "").split())


def _read_addresses(part: EmailMessage, name: str) -> list[str]:
    """The addresses in a header that cannot be read."""
    raw = [str(text) for key, text in part.raw_items() if key.lower() == name.lower()]
    return [", ".join(found) for found in map(_ADDRESS.findall, raw) if found]


def _relabel(part: EmailMessage) -> None:
    """Name the charset that the text is in where the one named cannot be true."""
    content = part.get_payload(decode=True) or b""
    if not _reads(content, str(part.get_param("charset", "us-ascii"))):
        part.del_param("charset")  # an empty one cannot be overwritten
        part.set_param(
            "charset", next(name for name in CHARSETS if _reads(content, name))
        )


def _reads(content: bytes, charset: str) -> bool:
    try:
        content.decode(charset)
    except (LookupError, ValueError):
        return False
    return True


def is_automatic(message):
    """Whether a machine answers: out of office, ticket systems, lists."""
    if (message.get("Auto-Submitted") or "no").strip().lower() != "no":
        return True
    if message.get("X-Autoreply") or message.get("X-Autorespond"):
        return True
    return (message.get("Precedence") or "").strip().lower() == "auto_reply"

"""What mail programs get wrong, put right in the message before it is read."""

from email.message import EmailMessage

# The second covers GB2312 and GBK; the last takes any byte and gives it back.
CHARSETS = ("utf-8", "gb18030", "latin-1")


def mend(message: EmailMessage) -> None:
    """Make each part of ``message`` readable; nothing of its content is dropped."""
    for part in message.walk():
        _drop_nul(part)
        if part.get_content_maintype() == "multipart" and not part.is_multipart():
            part.set_type("text/plain")  # no boundary in it: all of it is text
        if part.get_content_maintype() == "text":
            _relabel(part)


def _drop_nul(part: EmailMessage) -> None:
    """PostgreSQL stores no NUL."""
    for name in set(part.keys()):
        values = [str(value) for value in part.get_all(name)]
        if any("\0" in value for value in values):
            del part[name]
            for value in values:
                part[name] = " ".join(value.replace("\0", "").split())


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

"""What a file is, by its name and by what is in it. Plain Python, no Odoo.

Types are written as people write them: lower-case extensions without a dot.
"""

import mimetypes
import re

_PROGRAM = frozenset(("exe", "com", "scr", "dll", "msi"))
_BY_MIMETYPE = {
    "application/java-archive": {"jar"},
    "application/vnd.microsoft.portable-executable": _PROGRAM,
    "application/x-bat": {"bat", "cmd"},
    "application/x-dosexec": _PROGRAM,
    "application/x-java-archive": {"jar"},
    "application/x-msdownload": _PROGRAM,
    "application/x-msi": {"msi"},
    "application/x-shellscript": {"sh"},
    "application/xhtml+xml": {"htm", "html"},
    "image/svg+xml": {"svg"},
    "text/html": {"htm", "html"},
    "text/javascript": {"js"},
    "text/vbscript": {"vbs"},
    "text/x-msdos-batch": {"bat", "cmd"},
    "text/x-shellscript": {"sh"},
}
# what is only called so because nothing better is known
_VAGUE = ("text/plain", "application/octet-stream", "application/zip")
_HEAD = 2048
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!doctype\s+svg[^>]*>\s*)*"
    rb"<(?:!doctype\s+)?(html|head|body|script|iframe|svg)\b",
    re.IGNORECASE | re.DOTALL,
)


def parse_types(text):
    """``"exe, .BAT; svg"`` as ``("exe", "bat", "svg")``."""
    words = re.split(r"[\s,;]+", (text or "").lower())
    return tuple(word.lstrip("*.") for word in words if word.strip("*."))


def named_type(name):
    """The type that the name claims; what Windows drops from its end is dropped."""
    stem, dot, last = (name or "").rstrip(". ").rpartition(".")
    return last.strip().lower() if dot and stem else ""


def real_types(content, mimetype):
    """The types that ``content`` may be, whatever it is called.

    :param str mimetype: what was guessed from the content; it may know less than
        we look for, as it does where libmagic is missing
    """
    types = set(_BY_MIMETYPE.get(mimetype, ()))
    if mimetype not in _VAGUE:
        found = mimetypes.guess_all_extensions(mimetype or "")
        types.update(extension.lstrip(".") for extension in found)
    head = content[:_HEAD]
    if head.startswith(b"MZ") and b"\0" in head:
        types |= _PROGRAM
    if re.match(rb"#!\s*/", head):
        types.add("sh")
    if markup := _MARKUP.match(head):
        types |= {"svg"} if markup[1].lower() == b"svg" else {"htm", "html"}
    return types

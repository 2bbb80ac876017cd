"""A mark in the PDF of an internal form, by which it is known again when somebody sends
the file. It is a comment behind the end: no reader shows it, printing loses it."""

MARK = b"\n%complaint-internal-form\n"
TAIL = 1024  # as far from the end as readers look for the end of a PDF


def mark(content: bytes) -> bytes:
    """The PDF with the mark."""
    return content if is_marked(content) else content.rstrip(b"\n") + MARK


def is_marked(content: bytes) -> bool:
    return MARK.strip() in (content or b"")[-TAIL:]

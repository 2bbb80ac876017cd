"""The arrows of a reply to the complainant (R-K01)."""

from .arrows import Arrow, ArrowTable

# Rules say who may write a reply at all: receiver, handler, officers.
_WRITER = ("base.group_user",)
_READY = ("_guard_may_be_said", "_guard_complete")

REPLY_ARROWS = ArrowTable(
    Arrow(
        "draft",
        "queued",
        _WRITER,
        guards=("_guard_by_mail", *_READY, "_guard_address"),
        stamps=("queued_on",),
        clears=("error",),
    ),
    Arrow(
        "draft",
        "printed",
        _WRITER,
        guards=("_guard_by_letter", *_READY),
        stamps=("sent_on",),
    ),
    Arrow(
        "draft",
        "outbox",
        _WRITER,
        guards=("_guard_by_outbox", *_READY),
        stamps=("queued_on",),
    ),
    # said on the phone, shown in the portal
    Arrow(
        "draft",
        "sent",
        _WRITER,
        guards=("_guard_by_word", *_READY),
        stamps=("sent_on",),
    ),
    # it may have waited for the mail server
    Arrow("queued", "sent", stamps=("sent_on",), clears=("error",)),
    Arrow("queued", "failed", asks=("error",)),
    Arrow("outbox", "sent", _WRITER, stamps=("sent_on",)),
    Arrow("outbox", "failed", _WRITER, asks=("error",)),
    # the post brought it back
    Arrow("printed", "failed", _WRITER, asks=("error",)),
    # it came back
    Arrow("sent", "failed", asks=("error",)),
    Arrow(
        "failed",
        "queued",
        _WRITER,
        guards=("_guard_by_mail", *_READY, "_guard_address"),
        stamps=("queued_on",),
        clears=("error", "started_on", "mail_id", "sent_on"),
    ),
    *(
        Arrow(state, "cancelled", _WRITER)
        for state in ("draft", "queued", "outbox", "failed")
    ),
)

# Said only when the case is decided (R-A06).
DECIDED_KINDS = ("decision", "apology", "explanation", "compensation")
# Nothing without what is to be said.
SPOKEN_KINDS = ("request", "progress", "extension", "answer")

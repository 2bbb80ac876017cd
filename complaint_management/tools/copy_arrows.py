"""The arrows of a signed copy of the handling form (R-A07). Who holds it, and officers,
walk them."""

from .arrows import Arrow, ArrowTable

_WHO = {"groups": ("group_complaint_officer",), "parties": ("holder",)}

COPY_ARROWS = ArrowTable(
    Arrow("due", "printed", **_WHO, stamps=("printed_on",)),
    Arrow("printed", "filed", **_WHO, guards=("_guard_filed",), stamps=("filed_on",)),
    # printed elsewhere, or the scan of a paper that was signed by hand
    Arrow("due", "filed", **_WHO, guards=("_guard_filed",), stamps=("filed_on",)),
    # the approval was taken back before it was filed
    Arrow("due", "void"),
    Arrow("printed", "void"),
)

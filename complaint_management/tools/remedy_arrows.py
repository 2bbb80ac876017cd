"""The arrows of a remedy: proposed, approved, carried out (DESIGN.md, "Settlement").

Every arrow is walked by the steps of the case and of the documents, with the rights of
the system; who may cause them is checked there.
"""

from .arrows import Arrow, ArrowTable

# what is still to come, once it is approved
TO_DO = ("approved", "started")

# what needs a document of the ERP, and what it counts in
MONEY_KINDS = ("refund", "price_reduction", "compensation")
GOODS_KINDS = ("return", "replacement", "repair", "recall")
# nothing is left to do once it is approved, or once it is said
SAID_KINDS = ("explanation", "apology_written")

REMEDY_ARROWS = ArrowTable(
    Arrow("proposed", "approved"),
    Arrow("approved", "proposed", reason=True),  # the decision was withdrawn
    Arrow("approved", "started"),  # its document is made
    Arrow("started", "approved"),  # the draft was cancelled or deleted
    Arrow("started", "done", stamps=("done_on",)),
    Arrow("approved", "done", stamps=("done_on",)),  # ticked off
    # a posted document was taken back
    Arrow("done", "started", clears=("done_on", "done_by_id")),
    Arrow("done", "approved", clears=("done_on", "done_by_id")),
    # that nothing is given is not given
    Arrow("done", "proposed", clears=("done_on",), reason=True),
    Arrow("approved", "cancelled", reason=True),  # the complainant withdrew
    Arrow("cancelled", "proposed", reason=True),  # … and came back
)

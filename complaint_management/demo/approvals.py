def build(book):
    """Some complaints that wait for a decision are on their way up the chain; the vice
    GM marketing is represented while she travels (R-A03, R-A04)."""
    requests = book.env["complaint.approval.request"].search(
        [("case_id.company_id", "=", book.company.id), ("state", "=", "open")],
        order="id desc",
        limit=3,
    )
    words = (False, "Only against the return of the goods.", False)
    for request, comment in zip(requests, words, strict=False):
        decide(book, request, "change" if comment else "approve", comment)
    book.env["complaint.approval.delegation"].create(
        {
            "user_id": book.get("user_marketing").id,
            "delegate_id": book.get("user_vgm").id,
            "company_id": book.company.id,
            "date_from": book.day(1),
            "date_to": book.day(-6),
        }
    )


def decide(book, request, decision="approve", comment=False):
    """Whose turn it is signs ``request``."""
    turn = request.sudo().turn_ids.filtered(lambda one: one.state == "open")[:1]
    actor = book.actors(
        user=turn.user_id.id,
        context={**book.actors.context, "allowed_company_ids": book.company.ids},
        su=False,
    )
    turn.with_env(actor).action_decide(decision, comment, False, request.snapshot_hash)

from datetime import timedelta

# What the officer has to do: in how many days, what kind, about which state.
ACTIVITIES = (
    (-4, "call", "investigating", "Ask the laboratory for the result"),
    (-2, "todo", "accepted", "Name who looks into it"),
    (-1, "call", "confirming", "Ask whether it is solved"),
    (0, "todo", "deciding", "Get the price of the remedy for the decision"),
    (0, "call", "new", "Call back before noon"),
    (1, "todo", "approved", "Ship the replacement"),
    (2, "meeting", "investigating", "Visit Plant 1 with the quality specialist"),
    (5, "todo", "confirming", "Write to the customer what was changed"),
)


def build(book):
    """Late and planned work on the officer's open cases."""
    env = book.acting("officer")
    taken = env["complaint.case"]
    for days, kind, state, summary in ACTIVITIES:
        case = env["complaint.case"].search(
            [("state", "=", state), ("id", "not in", taken.ids)], limit=1
        )
        taken += case
        case.activity_schedule(
            f"mail.mail_activity_data_{kind}",
            date_deadline=book.today + timedelta(days=days),
            summary=summary,
            user_id=env.uid,
        )

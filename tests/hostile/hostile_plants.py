"""What must be noticed, each planted by SQL: an invariant that stays silent is none.

``invariant: [queries]``; ``%(case)s`` is a case that is put up, with a signature.
"""

CASE = "(SELECT res_id FROM complaint_approval_request WHERE id = %(request)s)"

PLANTS = {
    "signatures_and_trail": [
        "UPDATE complaint_approval_signature SET user_name = 'X'",
        "DELETE FROM complaint_approval_signature",
        "UPDATE complaint_trail SET changed_on = '2020-01-01'",
        "DELETE FROM complaint_trail WHERE id = (SELECT max(id) FROM complaint_trail)",
    ],
    "what_is_never_deleted": ["DELETE FROM complaint_statement"],
    "chains": [
        "UPDATE complaint_approval_request SET snapshot = '{}'",
        "UPDATE complaint_approval_signature SET hash = 'x' WHERE id ="
        " (SELECT min(id) FROM complaint_approval_signature)",
    ],
    "who_signed": [
        "INSERT INTO complaint_trail (res_model, res_id, field_name, user_id,"
        " changed_on) SELECT res_model, res_id, field_name, 1, changed_on"
        " FROM complaint_trail LIMIT 1",
    ],
    "identity": [
        "UPDATE complaint_case SET number = number || 'x'",
        "UPDATE complaint_case SET create_date = '2020-01-01'",
    ],
    "what_is_put_up": [
        f"UPDATE complaint_case SET outcome = 'More.' WHERE id = {CASE}",
        f"DELETE FROM complaint_remedy WHERE case_id = {CASE}",
    ],
    "nothing_told_before": [
        f"UPDATE complaint_reply SET kind = 'decision', state = 'sent',"
        f" case_id = {CASE}",
    ],
    "nobody_outside_is_written_to": [
        "INSERT INTO mail_followers (res_model, res_id, partner_id)"
        f" VALUES ('complaint.case', {CASE}, %(customer)s)",
        "INSERT INTO mail_mail (mail_message_id, email_to, state)"
        " SELECT max(id), 'zhang@example.com', 'outgoing' FROM mail_message"
        " WHERE model = 'complaint.case'",
    ],
    "sums": [
        "UPDATE complaint_attribution_share SET percent = 99.99",
        "UPDATE complaint_merit_instalment SET amount = amount + 0.01",
    ],
    "arrows": [
        "UPDATE complaint_case SET state = 'closed' WHERE state = 'new'",
        "UPDATE complaint_case SET state = 'accepted' WHERE state = 'new'",
        "UPDATE complaint_case SET state = 'closed', answered_on = NULL"
        " WHERE state = 'confirming'",
    ],
    "clocks": [
        "DELETE FROM complaint_clock",
        "UPDATE complaint_case SET due_on = '2020-01-01' WHERE due_on IS NOT NULL",
    ],
    "texts": [
        "UPDATE complaint_case SET description = '<p onclick=\"x13()\">A</p>'",
        "UPDATE mail_message SET body = '<script>x13()</script>'"
        " WHERE model = 'complaint.case'",
    ],
    "companies": ["UPDATE complaint_case SET write_date = '2020-01-01'"],
    "outside_changes_nothing": ["UPDATE complaint_channel SET sequence = 99"],
}

"""What stays as it was, and what nobody hears before it is decided; read by SQL."""

import hashlib
import json

from odoo.tools import SQL

NOTHING = (frozenset(), frozenset(), frozenset())
DECIDED = ("decision", "explanation", "compensation", "apology")
LEFT = ("queued", "printed", "outbox", "sent")


class Kept:
    """Half of the invariants; the rest, and what they stand on, is ``Invariants``."""

    # ------------------------------------------------------------
    # WHAT STAYS
    # ------------------------------------------------------------

    def _hold_signatures_and_trail(self, _step, diff):
        for table in ("complaint_approval_signature", "complaint_trail"):
            _added, changed, gone = diff.get(table, NOTHING)
            if changed or gone:
                yield f"{table}: {len(changed)} changed, {len(gone)} vanished"

    def _hold_what_is_never_deleted(self, _step, diff):
        for table, (_added, _changed, gone) in diff.items():
            if gone and table in self.kept:
                yield f"{table}: {sorted(gone)} vanished"

    def _hold_chains(self, _step, diff):
        tables = {"complaint_approval_signature", "complaint_approval_request"}
        if not tables & diff.keys():
            return
        rows = self._sql(
            "SELECT r.id, r.snapshot, r.snapshot_hash, r.last_hash,"
            " array_agg(s.hash ORDER BY s.id), array_agg(s.previous_hash ORDER BY s.id)"
            " FROM complaint_approval_request r"
            " LEFT JOIN complaint_approval_signature s ON s.request_id = r.id"
            " GROUP BY r.id"
        )
        for request, snapshot, own, last, hashes, previous in rows:
            text = json.dumps(
                snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False
            )
            if hashlib.sha256(text.encode()).hexdigest() != own:
                yield f"request {request}: not the fingerprint of its text"
            if previous[1:] != hashes[:-1] or hashes[-1] != last:
                yield f"request {request}: the chain is broken"

    def _hold_who_signed(self, step, diff):
        for table in ("complaint_approval_signature", "complaint_trail"):
            added = diff.get(table, NOTHING)[0]
            query = SQL(
                "SELECT DISTINCT user_id FROM %s WHERE id = ANY(%s)",
                SQL.identifier(table),
                list(added),
            )
            for (user,) in self._sql(query):
                if user != step.user.id:
                    yield f"{table}: written in the name of {user}"

    def _hold_identity(self, _step, diff):
        """Number, company and who made it when are for good."""
        if "complaint_case" not in diff:
            return
        rows = self._sql(
            "SELECT id, number, company_id, create_uid, create_date::text"
            " FROM complaint_case"
        )
        known = self.identity
        self.identity = {row[0]: row[1:] for row in rows}
        for case, before in known.items():
            if self.identity.get(case, before) != before:
                yield f"case {case} was {before}, is {self.identity[case]}"
        numbers = [row[1:3] for row in rows]
        if len(set(numbers)) < len(numbers):
            yield "two cases have one number"

    # ------------------------------------------------------------
    # WHAT IS DECIDED
    # ------------------------------------------------------------

    def _hold_what_is_put_up(self, _step, diff):
        """What is being decided or was granted says what was put up."""
        if not any(table.startswith(("complaint_", "capa_")) for table in diff):
            return
        now = {}
        for request in (
            self.env["complaint.approval.request"]
            .sudo()
            .search([("state", "in", ("open", "granted"))])
        ):
            record = request._get_record()
            names = record._approval_fields(request.subject)
            now[request.id, request.snapshot_hash] = (
                request,
                self._freeze(record, names),
            )
        for key in now.keys() & self.locked.keys():
            if now[key][1] != self.locked[key][1]:
                before, after = self.locked[key][1], now[key][1]
                what = [one for one in before if before[one] != after[one]]
                yield f"{now[key][0].reference}: {what} changed while it is put up"
        self.locked = now

    def _freeze(self, record, names):
        """Plain values of what a subject names, not by the engine's own freezing."""
        frozen = {}
        for name in names:
            name, inner = (name, ()) if isinstance(name, str) else name
            value = record[name]
            if inner:
                value = [(row.id, self._freeze(row, inner)) for row in value]
            elif record._fields[name].relational:
                value = sorted(value.ids)
            frozen[name] = str(value)
        return frozen

    def _hold_nothing_told_before(self, _step, diff):
        added, changed, _gone = diff.get("complaint_reply", NOTHING)
        for reply, kind, case in self._sql(
            "SELECT r.id, r.kind, r.case_id FROM complaint_reply r"
            " JOIN complaint_case c ON c.id = r.case_id"
            " WHERE r.id = ANY(%s) AND r.state = ANY(%s) AND r.kind = ANY(%s)"
            " AND c.settled_on IS NULL AND c.ended_on IS NULL AND NOT EXISTS"
            " (SELECT FROM complaint_approval_request q WHERE q.case_id = c.id"
            " AND q.subject = 'disposition' AND q.state = 'granted')"
            " AND c.approved_on IS NULL",
            [*added, *changed],
            list(LEFT),
            list(DECIDED),
        ):
            yield f"reply {reply} ({kind}) of case {case} left before its decision"

    def _hold_nobody_outside_is_written_to(self, _step, diff):
        """Mails and notices of ours go to colleagues, or are approved replies."""
        inside = "SELECT FROM res_users u WHERE u.partner_id = %s AND NOT u.share"
        followers = diff.get("mail_followers", NOTHING)
        for model, partner in self._sql(
            "SELECT res_model, partner_id FROM mail_followers f WHERE id = ANY(%s)"
            " AND (res_model LIKE 'complaint.%%' OR res_model LIKE 'capa.%%')"
            f" AND NOT EXISTS ({inside % 'f.partner_id'})",
            [*followers[0], *followers[1]],
        ):
            yield f"{partner} from outside follows a {model}"
        notices = diff.get("mail_notification", NOTHING)[0]
        for model, partner in self._sql(
            "SELECT m.model, n.res_partner_id FROM mail_notification n"
            " JOIN mail_message m ON m.id = n.mail_message_id WHERE n.id = ANY(%s)"
            " AND (m.model LIKE 'complaint.%%' OR m.model LIKE 'capa.%%')"
            " AND NOT EXISTS (SELECT FROM complaint_reply r WHERE r.message_id = m.id)"
            f" AND NOT EXISTS ({inside % 'n.res_partner_id'})",
            list(notices),
        ):
            yield f"{partner} from outside is told of a {model}"
        yield from self._get_loose_mails(diff.get("mail_mail", NOTHING)[0], inside)

    def _get_loose_mails(self, mails, inside):
        for mail, partner in self._sql(
            "SELECT l.id, p.res_partner_id FROM mail_mail l"
            " LEFT JOIN mail_mail_res_partner_rel p ON p.mail_mail_id = l.id"
            " JOIN mail_message m ON m.id = l.mail_message_id WHERE l.id = ANY(%s)"
            " AND (m.model LIKE 'complaint.%%' OR m.model LIKE 'capa.%%')"
            " AND NOT EXISTS (SELECT FROM complaint_reply r WHERE r.mail_id = l.id)"
            f" AND (l.email_to IS NOT NULL OR NOT EXISTS"
            f" ({inside % 'p.res_partner_id'}))",
            list(mails),
        ):
            yield f"mail {mail} goes to {partner} outside without a reply"

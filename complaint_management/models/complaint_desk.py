from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.desk import Found, Section

SHOWN = 8
# due with their case
_BY_CASE = ("complaint.handover", "complaint.question", "complaint.remedy")


class ComplaintDesk(models.AbstractModel):
    """What waits for one person, over all the parts that he has in complaints (R-D02,
    R-D12, R-I12, R-T07)."""

    _name = "complaint.desk"
    _description = "Desk"

    @api.readonly
    @api.model
    def get_desk(self):
        """What waits for who asks, with his own rights.

        :return: list of sections, each with ``key``, ``label``, ``count``, ``action``
            (opens all of them) and ``rows``: the first of them by due date, each with
            ``model``, ``id``, ``name``, ``what``, ``due_on`` (naive UTC), ``late``
        :raises AccessError: the user has no part in complaints, as portal users
        """
        sections = self._get_sections()
        found = self._find(sections)
        rows = self.env["complaint.desk.rows"]._get_rows(sections, found)
        return [
            {
                "key": section.key,
                "label": section.label,
                "count": found[place][0].total if place in found else 0,
                "action": self._prepare_action(section, found.get(place, ())),
                "rows": rows.get(place, []),
            }
            for place, section in enumerate(sections)
        ]

    # ------------------------------------------------------------
    # WHAT BELONGS ON THE DESK
    # ------------------------------------------------------------

    @api.model
    def _get_sections(self):
        """What can wait for somebody, in order; extend to put more on the desk."""
        return [*self._get_asked(), *self._get_owed(), *self._get_told()]

    @api.model
    def _get_asked(self):
        me = self.env.uid
        return [
            Section(
                "handover",
                self.env._("Hand-overs asked of me"),
                "complaint.handover",
                Domain("state", "=", "asked") & Domain("to_user_id", "=", me),
            ),
            Section(
                "approval",
                self.env._("Approvals waiting for me"),
                "complaint.approval.turn",
                Domain("is_mine", "=", True),
            ),
        ]

    @api.model
    def _get_owed(self):
        me = self.env.uid
        duty, case = "complaint.duty", "complaint.case"
        owed = self.env[duty]._get_owed_states()
        is_open, mine = Domain("is_open", "=", True), Domain("user_id", "=", me)
        asker = mine | Domain("case_id.user_id", "=", me)
        asker |= Domain("asked_by_id", "=", me)
        answered = is_open & Domain("state", "=", "answered")
        return [
            Section(
                "duty",
                self.env._("Duties I owe"),
                duty,
                is_open & mine & Domain("state", "in", owed),
            ),
            Section(
                "check", self.env._("Answers I have to check"), duty, answered & asker
            ),
            Section(
                "question",
                self.env._("Questions of complainants"),
                "complaint.question",
                Domain("state", "=", "open") & mine,
            ),
            Section(
                "remedy",
                self.env._("Remedies to carry out"),
                "complaint.remedy",
                self.env["complaint.remedy"]._get_my_work(),
                columns=("number", "kind"),
            ),
            Section("handled", self.env._("Complaints I handle"), case, is_open & mine),
            Section(
                "received",
                self.env._("Complaints I received and answer for"),
                case,
                is_open & Domain("receiver_id", "=", me) & ~mine,
            ),
        ]

    @api.model
    def _get_told(self):
        """Limits that others hold: of a case he who was told may look into the case, of
        a department's part only into that."""
        clock = "complaint.clock"
        told = (
            Domain("is_running", "=", True)
            & Domain("user_id", "!=", self.env.uid)
            & Domain("escalation_ids.user_id", "=", self.env.uid)
        )
        of_case, of_duty = Domain("duty_id", "=", False), Domain("duty_id", "!=", False)
        approval = Domain("state", "=", "open")
        approval &= Domain("told_user_ids", "=", self.env.uid)
        # what he decides himself stands above
        mine = self.env["complaint.approval.turn"]._get_asked_of(self.env.user)
        approval &= Domain("turn_ids", "not any", Domain("state", "=", "open") & mine)
        return [
            Section(
                "told_approval",
                self.env._("Approvals of others that I was told of"),
                "complaint.approval.request",
                approval,
            ),
            Section(
                "told_case",
                self.env._("Limits of complaints that I was told of"),
                clock,
                told & of_case,
                through="case_id",
            ),
            Section(
                "told_duty",
                self.env._("Limits of departments that I was told of"),
                clock,
                told & of_duty,
                through="duty_id",
            ),
        ]

    # ------------------------------------------------------------
    # FOUND IN ONE QUERY
    # ------------------------------------------------------------

    @api.model
    def _find(self, sections):
        """The first rows of each section and how many there are.

        One query, however many sections and rows.

        :return: dict from the section's place to its ``Found``, in order
        """
        rows = self.env.execute_query(
            SQL(" UNION ALL ").join(
                SQL("(%s)", self._select(place, section))
                for place, section in enumerate(sections)
            )
        )
        found = {}
        for place, *values in rows:
            found.setdefault(place, []).append(Found(*values))
        return found

    @api.model
    def _select(self, place, section):
        model, query = self._search_section(section)
        this = SQL.identifier(query.table, "id")
        through = SQL.identifier(query.table, section.through)
        due = self._get_due(section, model, query)
        query.order = SQL("due NULLS LAST, %s", this)
        query.limit = SHOWN
        return query.select(
            SQL("%s AS place", place),
            SQL("%s AS id", this),
            SQL("%s AS due", due),
            SQL("COUNT(*) OVER () AS total"),
            SQL("array_agg(%s) OVER () AS targets", through)
            if section.through != "id"
            else SQL("NULL::int[] AS targets"),
            SQL(
                "ARRAY[%s]::varchar[] AS words", self._get_words(model, query, section)
            ),
        )

    @api.model
    def _get_words(self, model, query, section):
        columns = [
            model._field_to_sql(query.table, name, query) for name in section.columns
        ]
        return SQL(", ").join(columns)

    @api.model
    def _search_section(self, section):
        """The model and its query, with the rights of who asks."""
        model = self.env[section.model]
        if section.through == "id":
            return model, model._search(section.domain)
        # employees have no right on clocks: they see those of records they may read
        target = self.env[model._fields[section.through].comodel_name]
        mine = Domain(section.through, "in", target._search([]))
        mine &= Domain("company_id", "in", self.env.companies.ids)
        model = model.sudo()
        return model, model._search(section.domain & mine)

    @api.model
    def _get_due(self, section, model, query):
        """By when a row is due: its own date, its case's, or its earliest limit."""
        if section.dateless:
            return SQL("NULL::timestamp")
        if section.due:
            return self._get_own_due(section, model, query)
        if model._name in _BY_CASE:
            case = query.left_join(
                query.table, "case_id", "complaint_case", "id", "case_id"
            )
            return self.env["complaint.case"]._field_to_sql(case, "due_on", query)
        if model._name == "complaint.duty":
            running = Domain("is_running", "=", True)
            return self._get_earliest("complaint.clock", running, "duty_id", query)
        if model._name == "complaint.approval.request":
            asked = Domain("state", "=", "open")
            return self._get_earliest(
                "complaint.approval.turn", asked, "request_id", query
            )
        return model._field_to_sql(query.table, "due_on", query)

    @api.model
    def _get_own_due(self, section, model, query):
        due = model._field_to_sql(query.table, section.due, query)
        if model._fields[section.due].type != "date":
            return due
        zone = self.env.context.get("tz") or "UTC"
        return SQL("(%s + time '23:59') AT TIME ZONE %s AT TIME ZONE 'UTC'", due, zone)

    @api.model
    def _get_earliest(self, name, domain, link, query):
        """The earliest due date of the rows of a record; who owes it may know it."""
        rows = self.env[name].sudo()
        found = rows._search(domain)
        found.add_where(
            SQL(
                "%s = %s",
                rows._field_to_sql(found.table, link, found),
                SQL.identifier(query.table, "id"),
            )
        )
        due = rows._field_to_sql(found.table, "due_on", found)
        return found.subselect(SQL("MIN(%s)", due))

    # ------------------------------------------------------------
    # OPENING ALL
    # ------------------------------------------------------------

    @api.model
    def _prepare_action(self, section, found):
        """Opens all of a section; without the right on clocks, what they are of."""
        model, domain = self.env[section.model], section.domain
        if section.through != "id" and not model.has_access("read"):
            model = self.env[model._fields[section.through].comodel_name]
            targets = sorted(set(found[0].targets)) if found else []
            domain = Domain("id", "in", targets)
        views = ["list", "kanban", "form"]
        if model._name in ("complaint.handover", "complaint.clock"):
            views.remove("kanban")
        return {
            "type": "ir.actions.act_window",
            "name": section.label,
            "res_model": model._name,
            "views": [[False, view] for view in views],
            "domain": list(domain),
            "context": {"create": False},
        }

from odoo import api, fields, models


class ComplaintDeskRows(models.AbstractModel):
    """How what was found for a desk is shown: names and words, one query a model."""

    _name = "complaint.desk.rows"
    _description = "Rows of a desk"

    @api.model
    def _get_rows(self, sections, found):
        """The rows of each section as the desk shows them.

        :param found: what ``complaint.desk._find`` returns
        :return: dict from the section's place to a list of dicts
        """
        records = self._get_records(sections, found)
        names = self.env["complaint.names"]._get_names(self._get_named(records))
        now = fields.Datetime.now()
        return {
            place: [
                {
                    **self._say_found(sections[place], one, records, names),
                    "due_on": fields.Datetime.to_string(one.due_on) or False,
                    "late": bool(one.due_on and one.due_on < now),
                }
                for one in some
            ]
            for place, some in found.items()
        }

    @api.model
    def _get_records(self, sections, found):
        """Everything found, by model, read in one query a model."""
        ids = {section.model: set() for section in sections}
        for place, some in found.items():
            ids[sections[place].model].update(one.id for one in some)
        records = {name: self.env[name].browse(some) for name, some in ids.items()}
        # the desk found those that its reader may know of: see _search_section
        name = "complaint.clock"
        records[name] = clocks = records[name].sudo()
        handovers = records["complaint.handover"]
        handovers.fetch(["case_id"])
        clocks.fetch(["case_id", "duty_id", "limit_id"])
        turns = records["complaint.approval.turn"]
        turns.fetch(["request_id", "reference", "subject"])
        records["complaint.approval.request"].fetch(["reference", "subject"])
        of_cases = clocks.filtered(lambda one: not one.duty_id)
        questions = records["complaint.question"]
        questions.fetch(["case_id", "text"])
        records["complaint.case"] |= (
            questions.case_id | handovers.case_id | of_cases.case_id.sudo(False)
        )
        records["complaint.duty"] |= clocks.duty_id.sudo(False)
        # with the reader's own right: the title of a case tells who complains
        records["complaint.case"].fetch(["number", "title", "category_id"])
        records["complaint.duty"].fetch(["number", "kind", "department_id", "team_id"])
        return records

    @api.model
    def _get_named(self, records):
        duties = records["complaint.duty"]
        return (
            records["complaint.case"].category_id,
            duties.department_id,
            duties.team_id,
            records["complaint.clock"].limit_id,
        )

    # ------------------------------------------------------------
    # ONE ROW
    # ------------------------------------------------------------

    @api.model
    def _say_found(self, section, one, records, names):
        record = records[section.model].browse(one.id)
        if not section.columns:
            return self._say(record, names)
        name, value = one.words  # found with it: nothing more is asked
        labels = dict(
            record._fields[section.columns[1]]._description_selection(self.env)
        )
        return {
            "model": section.model,
            "id": one.id,
            "name": name or "",
            "what": labels.get(value, ""),
        }

    @api.model
    def _say(self, record, names):
        """What opens at a click, its name and what it is."""
        say = {
            "complaint.handover": self._say_handover,
            "complaint.approval.turn": self._say_turn,
            "complaint.approval.request": self._say_request,
            "complaint.duty": self._say_duty,
            "complaint.question": self._say_question,
            "complaint.case": self._say_case,
            "complaint.clock": self._say_clock,
        }
        return say[record._name](record, names)

    @api.model
    def _say_handover(self, handover, names):
        return self._say_case(handover.case_id, names)

    @api.model
    def _say_turn(self, turn, names):
        return {
            "model": "complaint.approval.request",
            "id": turn.request_id.id,
            "name": turn.reference or "",
            "what": self._get_label(turn, "subject"),
        }

    @api.model
    def _say_question(self, question, names):
        row = self._say_case(question.case_id, names)
        return {**row, "model": question._name, "id": question.id} | {
            "what": question.display_name
        }

    @api.model
    def _say_request(self, request, names):
        return {
            "model": request._name,
            "id": request.id,
            "name": request.reference or "",
            "what": self._get_label(request, "subject"),
        }

    @api.model
    def _say_duty(self, duty, names):
        asked = names.get(duty.department_id) or names.get(duty.team_id)
        return {
            "model": duty._name,
            "id": duty.id,
            "name": " · ".join(filter(None, [duty.number, asked])),
            "what": self._get_label(duty, "kind"),
        }

    @api.model
    def _say_case(self, case, names):
        return {
            "model": case._name,
            "id": case.id,
            "name": " ".join(filter(None, [case.number, case.title])),
            "what": names.get(case.category_id, ""),
        }

    @api.model
    def _say_clock(self, clock, names):
        duty, case = clock.duty_id.sudo(False), clock.case_id.sudo(False)
        row = self._say_duty(duty, names) if duty else self._say_case(case, names)
        return {**row, "what": names[clock.limit_id]}

    @api.model
    def _get_label(self, record, name):
        labels = dict(record._fields[name]._description_selection(self.env))
        return labels.get(record[name], "")

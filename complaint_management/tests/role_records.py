from odoo.fields import Command


class WebRecords:
    """Records of the pages for customers, one of each, for the table of roles."""

    @classmethod
    def _create_web_settings(cls, own):
        values = {"name": "Own", **own}
        questions = cls.env["complaint.survey.question"]
        guidance = cls.env["complaint.guidance"]
        return {
            "complaint.survey.question": questions.create(values),
            "complaint.guidance": guidance.create({**values, "text": "Own"}),
        }

    @classmethod
    def _create_survey(cls, case):
        question = cls.env.ref("complaint_management.complaint_survey_question_overall")
        lines = [Command.create({"question_id": question.id, "mark": "3"})]
        surveys = cls.env["complaint.survey"]
        return surveys.create({"case_id": case.id, "line_ids": lines})

    @classmethod
    def _create_spot_check(cls):
        kind = {"complaint_kind": "store", "company_id": cls.company.id}
        store = cls.env["hr.department"].create({"name": "Store", **kind})
        vals = {
            "department_id": store.id,
            "company_id": cls.company.id,
            "date_from": "2026-01-01",
            "line_ids": [Command.create({"facts": "Nobody wrote it down."})],
        }
        check = cls.env["complaint.spot.check"].create(vals)
        return {check._name: check, check.line_ids._name: check.line_ids}

    @classmethod
    def _create_link(cls, case):
        cls.env["complaint.link"]._issue(case)
        return cls.env["complaint.link"].search([("case_id", "=", case.id)])

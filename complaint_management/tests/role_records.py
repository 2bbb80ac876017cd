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
    def _create_link(cls, case):
        cls.env["complaint.link"]._issue(case)
        return cls.env["complaint.link"].search([("case_id", "=", case.id)])

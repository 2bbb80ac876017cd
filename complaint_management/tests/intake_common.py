from odoo.fields import Command

from .common import ComplaintCommon

CONCERNED = "Is the complainant directly concerned, or authorised?"
CLEAR = "Are object, facts, grounds and a reasonable demand clear?"
OURS = "Is it about our own products or services?"
LAWFUL = "Is nothing against law, public order and good morals?"
FOUR_CONDITIONS = (CONCERNED, CLEAR, OURS, LAWFUL)  # policy A
IS_QUALITY = "Is it a product-quality problem?"  # policies G and H

VERBS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class IntakeCommon(ComplaintCommon):
    """Policies that ask before they accept, and what a case keeps of the answers."""

    @classmethod
    def _create_policy(cls, *questions, on_no="refuse", **values):
        """The policy of the company, in force since 2020, asking ``questions``."""
        return cls.env["complaint.policy"].create(
            {
                "name": "Our procedure",
                "company_id": cls.company.id,
                "valid_from": "2020-01-01",
                "acceptance_test_ids": [
                    Command.create({"name": question, "on_no": on_no, "sequence": n})
                    for n, question in enumerate(questions)
                ],
                **values,
            }
        )

    @classmethod
    def _create_template(cls, **values):
        """The words of a progress report, of the company."""
        words = {"kind": "progress", "subject": "Own", "body": "Own"}
        return cls.env["complaint.reply.template"].create({**words, **values})

    @classmethod
    def _create_routing_to(cls, department, **values):
        """A rule that leads every case to ``department``."""
        line = {"department_id": department.id}
        return cls.env["complaint.routing"].create(
            {"name": "All", "line_ids": [Command.create(line)], **line, **values}
        )

    @classmethod
    def _prepare_authority(cls, group, remedy, amount=0):
        """What a group may give by itself, for the policy."""
        values = {
            "group_id": cls.env.ref(group).id,
            "remedy_type_id": remedy.id,
            "amount": amount,
        }
        return Command.create(values)

    @classmethod
    def _open(cls, action, user=None):
        """The record that an action opens, for ``user`` (the officer)."""
        records = cls.env[action["res_model"]].with_user(user or cls.officer)
        return records.browse(action["res_id"])

    @classmethod
    def _fill_in(cls, case, *answers):
        """The form with the acceptance tests, answered in their order; an answer is
        ``yes``, ``no``, empty, or ``no: and why``."""
        form = cls._open(case.action_test_acceptance())
        for line, given in zip(form.line_ids, answers, strict=True):
            answer, _colon, note = given.partition(": ")
            line.write({"answer": answer, "note": note})
        return form

    def _get_rights(self, record, user):
        """What ``user`` may do with ``record``, as letters."""
        record = record.with_user(user)
        record.invalidate_model()
        return "".join(
            letter for letter, verb in VERBS.items() if record.has_access(verb)
        )

    def _get_trail(self, record, field):
        """What the history says of a field, the earliest first."""
        return self.env["complaint.trail"].search(
            [
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("field_name", "=", field),
            ],
            order="id",
        )

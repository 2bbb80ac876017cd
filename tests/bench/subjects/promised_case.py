from odoo.fields import Command

from .case import Case


class PromisedCase(Case):
    """Ours, in a company with a policy: three promises, four who decide."""

    label = "case with policy"
    operations = frozenset(
        {"create 1", "create 100", "step", "step of 100"}
        | {"submit", "submit of 80", "decide"}
    )
    on_web = False

    def set_up(self, env):
        company = env["res.company"].create({"name": "Bench with a policy"})
        env = env(context={"allowed_company_ids": company.ids})
        super().set_up(env)
        self.user.write({"company_ids": [Command.set(company.ids)]})
        self.user.company_id = company

    def prepare(self, env):
        super().prepare(env)
        ends = ("judged_on", "settled_on", "approved_on")
        rung = {"moment": "before", "amount": 72, "unit": "hour", "role": "handler"}
        limits = [
            {"name": end, "amount": 7, "unit": "day", "start_event": "received_on"}
            | {"stop_event": end, "role": "receiver"}
            for end in ends
        ]
        limits[-1]["rung_ids"] = [Command.create(rung)]
        env["complaint.policy"].create(
            {
                "name": "Bench",
                "company_id": env.company.id,
                "valid_from": "2020-01-01",
                "limit_ids": [Command.create(limit) for limit in limits],
            }
        )
        self.deciders = [self._create_decider(env, number) for number in range(4)]
        steps = [
            {"name": one.name, "asked": "user", "named_user_id": one.id, "sequence": n}
            for n, one in enumerate(self.deciders)
        ]
        env["complaint.approval.route"].create(
            {
                "name": "Four",
                "company_id": env.company.id,
                "step_ids": [Command.create(step) for step in steps],
            }
        )

    def _create_decider(self, env, number):
        return env["res.users"].create(
            {
                "name": f"Decider {number}",
                "login": f"bench decider {number}",
                "company_id": env.company.id,
                "company_ids": [Command.set(env.company.ids)],
                "group_ids": [
                    Command.set(
                        env.ref("complaint_management.group_complaint_executive").ids
                    )
                ],
            }
        )

    def make_ready(self, env, count=1):
        """Cases whose handling form is filled in, nobody asked yet."""
        cases = env[self.model].create([self.vals() for _number in range(count)])
        none = env.ref("complaint_management.complaint_remedy_type_none")
        cases.sudo().write({"outcome": "Replaced.", "responsible_kind": "company"})
        remedies = [{"case_id": case.id, "type_id": none.id} for case in cases]
        env["complaint.remedy"].sudo().create(remedies)
        cases.sudo()._write_guarded({"state": "deciding"})
        return cases

    def get_turn(self, case):
        """The first signature of the chain, as who is asked for it."""
        turns = case.env["complaint.approval.turn"].sudo()
        asked = [("request_id.case_id", "=", case.id), ("state", "=", "open")]
        return turns.search(asked).with_user(self.deciders[0]).sudo(False)

    def fill(self, env, count):
        """Small: what it costs does not hang on the rows of another company."""
        made = env[self.model].with_user(self.user).create([self.vals()])
        return made.ids[0], made

from ast import literal_eval

from odoo import api, models
from odoo.tools import format_list

# Operators in words: the value is, is not, or is at least.
_IS = ("=", "in", "child_of")
_IS_NOT = ("!=", "not in")


class ComplaintPolicyFace(models.AbstractModel):
    """Puts a policy into words, in the reader's language (R-P01). Reads fields only, so
    that it says of a form what it says of a record."""

    _name = "complaint.policy.face"
    _inherit = "complaint.policy.face.general"
    _description = "Policy in words"

    @api.model
    def _get_sections(self, policy):
        """Headings with their sentences; empty ones are left out."""
        sections = [
            (self.env._("In general"), self._tell_general(policy)),
            (self.env._("Time limits"), list(map(self._tell_limit, policy.limit_ids))),
            (self.env._("Before it is accepted"), self._tell_tests(policy)),
            (self.env._("Settled at first contact"), self._tell_authority(policy)),
            (self.env._("Who decides"), self._tell_routes(policy)),
            (self.env._("Who looks into it"), self._tell_rules(policy)),
            (self.env._("Reviews"), list(map(self._tell_review, policy.review_ids))),
        ]
        return [
            {"title": title, "lines": list(lines)} for title, lines in sections if lines
        ]

    # ------------------------------------------------------------
    # TIME
    # ------------------------------------------------------------

    @api.model
    def _say_span(self, amount, unit):
        """“1 working day”, “48 hours”, “the same day”."""
        number = f"{amount:g}"
        if amount == 1:
            return {
                "hour": self.env._("1 hour"),
                "day": self.env._("1 day"),
                "working_day": self.env._("1 working day"),
            }[unit]
        return {
            "hour": self.env._("%(number)s hours", number=number),
            "day": self.env._("%(number)s days", number=number),
            "working_day": self.env._("%(number)s working days", number=number),
        }[unit]

    @api.model
    def _say_within(self, limit):
        if not limit.amount and limit.unit != "hour":
            return self.env._("on the same day")
        span = self._say_span(limit.amount, limit.unit)
        return self.env._("within %(span)s", span=span)

    @api.model
    def _join(self, parts):
        """Parts of one sentence."""
        text, *more = parts
        for part in more:
            text = self.env._("%(before)s; %(after)s", before=text, after=part)
        return text

    @api.model
    def _say_sentence(self, parts):
        return self.env._("%(words)s.", words=self._join(parts))

    @api.model
    def _tell_limit(self, limit):
        parts = [
            self.env._(
                "%(limit)s: %(within)s from “%(start)s” until “%(stop)s”",
                limit=limit.name,
                within=self._say_within(limit),
                start=self._get_label(limit, "start_event"),
                stop=self._get_label(limit, "stop_event"),
            )
        ]
        if condition := self._say_condition(limit.domain):
            parts.append(self.env._("only: %(condition)s", condition=condition))
        if limit.duty_kind:
            kind = self._get_label(limit, "duty_kind")
            parts.append(self.env._("part: %(kind)s", kind=kind))
        if limit.parent_id:
            parts.append(self.env._("within “%(limit)s”", limit=limit.parent_id.name))
        parts.append(self._say_holder(limit))
        if limit.rung_ids:
            parts.append(self._say_ladder(map(self._say_rung, limit.rung_ids)))
        if limit.is_promise:
            parts.append(self.env._("a promise to the customer"))
        sentence = self._say_sentence(parts)
        return f"{sentence} {limit.note}" if limit.note else sentence

    @api.model
    def _say_holder(self, limit):
        holder = self._get_label(limit, "role")
        if limit.department_kind:
            holder = self.env._(
                "%(role)s (%(department)s)",
                role=holder,
                department=self._get_label(limit, "department_kind"),
            )
        return self.env._("held by: %(holder)s", holder=holder)

    @api.model
    def _say_ladder(self, rungs):
        text, *more = rungs
        for rung in more:
            text = self.env._("%(before)s, %(after)s", before=text, after=rung)
        return self.env._("told: %(rungs)s", rungs=text)

    @api.model
    def _say_rung(self, rung):
        span = self._say_span(rung.amount, rung.unit)
        role = self._get_label(rung, "role")
        if rung.moment == "at":
            return self.env._("%(role)s at the limit", role=role)
        if rung.moment == "before":
            return self.env._("%(role)s %(span)s before", role=role, span=span)
        return self.env._("%(role)s %(span)s after", role=role, span=span)

    # ------------------------------------------------------------
    # CONDITIONS
    # ------------------------------------------------------------

    @api.model
    def _say_condition(self, domain, model="complaint.case"):
        """A condition in words; the empty text where there is none."""
        try:
            leaves = literal_eval(domain or "[]")
        except (ValueError, SyntaxError):
            return domain
        texts = [
            self._say_leaf(model, *leaf)
            for leaf in leaves
            if isinstance(leaf, (list, tuple)) and len(leaf) == 3
        ]
        either = self.env._(" or ") if "|" in leaves else self.env._(" and ")
        return either.join(texts)

    @api.model
    def _say_leaf(self, model, path, operator, value):
        field = None
        for name in path.split("."):
            field = self.env[model]._fields.get(name) if model else None
            model = field and field.comodel_name
        label = field._description_string(self.env) if field else path
        words = self._say_value(field, value)
        if value is False:
            empty = operator in _IS
            return (
                self.env._("no %(field)s", field=label)
                if empty
                else self.env._("%(field)s is known", field=label)
            )
        if operator in _IS:
            return self.env._("%(field)s: %(value)s", field=label, value=words)
        if operator in _IS_NOT:
            return self.env._("%(field)s not: %(value)s", field=label, value=words)
        if operator == ">=":
            return self.env._("%(field)s from %(value)s on", field=label, value=words)
        return f"{label} {operator} {words}"

    @api.model
    def _say_value(self, field, value):
        values = value if isinstance(value, (list, tuple)) else [value]
        if field and field.comodel_name and all(type(one) is int for one in values):
            # names of settings are no secret to who reads the policy
            values = self.env[field.comodel_name].sudo().browse(values).exists()
            values = values.mapped("display_name")
        elif field and field.type == "selection":
            labels = dict(field._description_selection(self.env))
            values = [labels.get(one, one) for one in values]
        return format_list(self.env, [str(one) for one in values], "or")

    # ------------------------------------------------------------
    # ALL ELSE
    # ------------------------------------------------------------

    @api.model
    def _tell_tests(self, policy):
        return [
            self.env._(
                "%(question)s If not: %(then)s.",
                question=test.name,
                then=self._get_label(test, "on_no"),
            )
            for test in policy.acceptance_test_ids
        ]

    @api.model
    def _tell_authority(self, policy):
        lines = []
        everybody = self.env.ref("base.group_user")
        groups = policy.authority_ids.grouped("group_id")
        for group in sorted(groups, key=lambda one: (one != everybody, one.id)):
            kinds = groups[group].remedy_type_id.sorted("sequence")
            gives = format_list(
                self.env,
                [
                    self._say_given(row)
                    for kind in kinds
                    for row in groups[group]
                    if row.remedy_type_id == kind
                ],
            )
            # the name of a role is no secret
            who = group.sudo().name
            if group == everybody:
                who = self.env._("Who receives it")
            lines.append(self.env._("%(who)s: %(gives)s.", who=who, gives=gives))
        return lines

    @api.model
    def _say_given(self, authority):
        name = authority.remedy_type_id.name
        amount = authority.amount
        money = authority.currency_id.format(amount) if amount else ""
        return f"{name} ({money})" if money else name

    @api.model
    def _tell_routes(self, policy):
        lines = [self._tell_route(route) for route in policy.approval_route_ids]
        if any(route.subject == "disposition" for route in policy.approval_route_ids):
            return lines
        return [
            *lines,
            self.env._(
                "What the complainant gets is decided along the approval routes of the "
                "company; the policy names nobody for it."
            ),
        ]

    @api.model
    def _tell_route(self, route):
        steps = [self._say_step(step) for step in route.step_ids]
        return f"{route.name}: {' → '.join(steps)}"

    @api.model
    def _say_step(self, step):
        more = []
        if step.days:
            more.append(self._say_span(step.days, step.unit))
        if condition := self._say_step_condition(step):
            more.append(self.env._("only: %(condition)s", condition=condition))
        return f"{step.name} ({'; '.join(more)})" if more else step.name

    @api.model
    def _say_step_condition(self, step):
        like_that = self._say_condition(step.domain)
        if not step.amount_from:
            return like_that
        amount = step.currency_id.format(step.amount_from)
        dear = self.env._("from %(amount)s on", amount=amount)
        if like_that and step.is_either:
            return self.env._("%(one)s, or %(other)s", one=like_that, other=dear)
        return ", ".join(filter(None, (like_that, dear)))

    @api.model
    def _tell_rules(self, policy):
        # who reads the policy may read who looks into it
        return [self._tell_rule(rule) for rule in policy.routing_ids.sudo()]

    @api.model
    def _tell_rule(self, rule):
        asked = [(rule.step, self._say_target(rule))] if not rule.adds else []
        asked += [(line.step, self._say_target(line)) for line in rule.line_ids]
        names = [name for _step, name in sorted(asked, key=lambda one: one[0])]
        condition = self._say_condition(rule.domain)
        which = condition or self.env._("every case")
        return f"{rule.name} ({which}): {' → '.join(names)}"

    @api.model
    def _say_target(self, one):
        names = {
            "department": one.department_id.sudo().name,
            "kind": self._get_label(one, "department_kind"),
            "team": one.team_id.name or self.env._("the standing team"),
            "receiving": self._get_label(one, "target"),
        }
        return names[one.target] or ""

    @api.model
    def _tell_review(self, review):
        parts = [review.name, self._get_label(review, "frequency")]
        if review.frequency not in ("week", "month"):
            parts.append(
                self.env._(
                    "counted from %(month)s", month=self._get_label(review, "month")
                )
            )
        if review.until_day and review.frequency != "week":
            parts.append(self.env._("until day %(day)s", day=review.until_day))
        if review.department_kind:
            kind = self._get_label(review, "department_kind")
            parts.append(self.env._("prepared by: %(department)s", department=kind))
        if review.audience:
            parts.append(self.env._("for: %(audience)s", audience=review.audience))
        return self._say_sentence(parts)

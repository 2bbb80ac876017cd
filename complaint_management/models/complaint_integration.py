from odoo import api, models
from odoo.exceptions import UserError, ValidationError

from ..tools import handed_over


class ComplaintIntegration(models.AbstractModel):
    """What other systems hand over and fetch (R-I01): over JSON-2, with a key of a user
    who is named on the channel. See docs/api.md.

    Each method checks that; what is then done is done as superuser, because a system
    has no right on cases of its own.
    """

    _name = "complaint.integration"
    _inherit = "complaint.integration.answers"
    _description = "Other Systems"

    # ------------------------------------------------------------
    # HANDING OVER
    # ------------------------------------------------------------

    @api.model
    def register(self, channel, complaints):
        """Register complaints (R-I01), each with a result of its own.

        The same ``external_id`` with the same content is registered once, however often
        it is sent; with another content it is refused.

        :param int channel: id, see :meth:`channels`
        :param list complaints: up to 500, see docs/api.md
        :return: list, in the same order, of ``{"external_id", "number", "state",
            "created"}`` or ``{"external_id", "errors": {field: sentence}}``
        :raises AccessError: not the caller's channel
        :raises UserError: too many, no list, an id twice or missing
        """
        channel = self._get_own_channel(channel)
        self._check_list(complaints)
        company = channel.company_id
        digests = {one["external_id"]: handed_over.digest(one) for one in complaints}
        ours, known = self.env["complaint.system.case"]._claim(channel, digests)
        errors, saids = self._judge_all(
            company, [one for one in complaints if one["external_id"] in ours]
        )
        for said in saids.values():
            said["channel_id"] = channel.id
        cases, refused = self._create_all(company, saids)
        errors |= refused
        self._settle_claims(ours, cases)
        self._keep_all_files(cases, complaints)
        known = self._sort_known(known, digests, errors)
        return [
            self._tell_result(one["external_id"], cases, known, errors)
            for one in complaints
        ]

    def _check_list(self, complaints):
        if not isinstance(complaints, list) or len(complaints) > handed_over.MOST:
            raise UserError(
                self.env._(
                    "Send a list of at most %(most)s complaints.", most=handed_over.MOST
                )
            )
        ids = [
            one.get("external_id") if isinstance(one, dict) else None
            for one in complaints
        ]
        if not all(map(handed_over.is_id, ids)) or len(set(ids)) < len(ids):
            raise UserError(
                self.env._(
                    "Each complaint needs an “external_id” of its own: a text of at "
                    "most %(most)s characters.",
                    most=handed_over.ID_LENGTH,
                )
            )

    def _judge_all(self, company, complaints):
        """Errors by external id, and what was said in those without."""
        errors, saids = {}, {}
        for one in complaints:
            wrong = handed_over.find_misshapen(one)
            said = {} if wrong else handed_over.read_said(one)
            faults = (
                {name: self.env._("Unknown, or of another type.") for name in wrong}
                or self._find_faults(company, said)
                or self._find_file_fault(company, one)
            )
            if faults:
                errors[one["external_id"]] = faults
            else:
                saids[one["external_id"]] = said
        self._choose_all(company, saids.values())
        return errors, saids

    def _find_file_fault(self, company, complaint):
        fault = self._judge_files(company, handed_over.read_files(complaint))
        return {"files": fault} if fault else {}

    def _read_choices(self, company, said):
        """Read for all at once, by :meth:`_choose_all`."""
        if said.get("kind") not in dict(self._get_kinds()):
            said["kind"] = "complaint"

    def _choose_all(self, company, saids):
        """Only what the form offers can be chosen."""
        offer = self._get_choices(company) if saids else {}
        for said in saids:
            if said["category_id"] not in offer["categories"]:
                said["category_id"] = False
            chosen = set(said["demand_ids"]) & offer["demands"]
            said["demand_ids"] = sorted(chosen)
            if said["lang"] not in offer["languages"]:
                said["lang"] = False

    def _get_choices(self, company):
        own = [("company_id", "in", [company.id, False])]
        demands = self.env["complaint.remedy.type"].sudo()
        return {
            "categories": set(self.env["complaint.category"].sudo().search(own).ids),
            "demands": set(demands.search([("kind", "!=", "none")]).ids),
            "languages": {code for code, _name in self.env["res.lang"].get_installed()},
        }

    def _prepare_case(self, company, said):
        channels = self.env["complaint.channel"]
        in_charge = channels._get_in_charge(said["channel_id"], company.id)
        return {
            **super()._prepare_case(company, said),
            "channel_id": said["channel_id"],
            "receiver_id": in_charge.id or self.env.uid,
            "lang": said["lang"],
        }

    def _create_all(self, company, saids):
        """Cases and errors by external id: all at once, or one by one where that
        fails."""
        if len(saids) < 2:
            return self._create_each(company, saids)
        # in a list nobody is told of each: Odoo would write one mail a case
        cases = self.env["complaint.case"].sudo().with_company(company)
        cases = cases.with_context(tracking_disable=True)
        vals_list = [self._prepare_case(company, said) for said in saids.values()]
        try:
            with self.env.cr.savepoint():
                created = cases._create_guarded(vals_list)
        except (UserError, ValidationError):
            return self._create_each(company, saids)
        created = created.with_context(tracking_disable=False)
        self._tell_in_charge(created)
        return dict(zip(saids, created, strict=True)), {}

    def _tell_in_charge(self, cases):
        """Who is in charge of the channel follows them, and is told once (R-I01)."""
        followers = self.env["mail.followers"].sudo()
        for user, own in cases.grouped("receiver_id").items():
            if user == self.env.user:
                continue
            people = user.partner_id.ids
            followers._insert_followers(
                own._name, own.ids, people, subtypes=None, check_existing=False
            )
            env = self.with_context(lang=user.lang).env
            numbers = own.mapped("number")
            self.env["mail.thread"].sudo().message_notify(
                partner_ids=people,
                subject=env._("%(count)s complaints arrived", count=len(own)),
                body=env._(
                    "By “%(channel)s”: %(first)s to %(last)s.",
                    channel=own.channel_id.with_context(lang=user.lang).name,
                    first=min(numbers),
                    last=max(numbers),
                ),
            )

    def _create_each(self, company, saids):
        cases, errors = {}, {}
        for external_id, said in saids.items():
            try:
                with self.env.cr.savepoint():
                    cases[external_id] = self._take_in(company, said)
            except (UserError, ValidationError) as error:
                errors[external_id] = {"": str(error)}
        if cases:
            self.env["complaint.case"]._wake_arrivals()
        return cases, errors

    def _settle_claims(self, ours, cases):
        """What was not registered may be mended and sent again."""
        rows = self.env["complaint.system.case"].sudo()
        for external_id, row in ours.items():
            if external_id in cases:
                row._write_guarded({"case_id": cases[external_id].id})
            else:
                rows |= row
        rows.unlink()

    def _keep_all_files(self, cases, complaints):
        for one in complaints:
            files = handed_over.read_files(one) if one.get("files") else []
            if files and one["external_id"] in cases:
                self._keep_files(cases[one["external_id"]], files)

    def _sort_known(self, known, digests, errors):
        for external_id, row in known.items():
            if row.fingerprint != digests[external_id]:
                sentence = self.env._(
                    "This id is that of %(number)s already, which says something else. "
                    "Use a new one.",
                    number=row.case_id.number,
                )
                errors[external_id] = {"external_id": sentence}
        return {name: row.case_id for name, row in known.items()}

    def _tell_result(self, external_id, cases, known, errors):
        if external_id in errors:
            return {"external_id": external_id, "errors": errors[external_id]}
        case = cases.get(external_id) or known[external_id]
        return {
            "external_id": external_id,
            "number": case.number,
            "state": case.state,
            "created": external_id in cases,
        }

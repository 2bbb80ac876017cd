from odoo import models


class CapaRecallGuards(models.AbstractModel):
    """What is missing before the steps of a recall (R-Q07)."""

    _name = "capa.recall.guards"
    _description = "Guards of a recall"

    def _guard_hazard(self):
        if self.severity == "hazard":
            return []
        return [
            self.env._(
                "Only a safety hazard is recalled at once: put it up for decision."
            )
        ]

    def _guard_no_hazard(self):
        if self.severity != "hazard":
            return []
        return [self.env._("A safety hazard waits for no decision: recall at once.")]

    def _guard_lots(self):
        if self.lot_ids.filtered("lot_id"):
            return []
        return [self.env._("Name the lots that are recalled.")]

    def _guard_words(self):
        """Customers, authority and those who decide read it."""
        needed = {
            "reason": self.env._("Say why it is recalled."),
            "hazard": self.env._("Say what the danger is: the customers read it."),
            "instruction": self.env._("Say what the customers are to do."),
        }
        return [
            words for name, words in needed.items() if not (self[name] or "").strip()
        ]

    def _guard_free(self):
        """A lot is recalled once at a time; the other recall is named to who may read
        it."""
        named = self.lot_ids.filtered(lambda row: row.relation == "named")
        missing = []
        for other in named._find_live():
            recall = other.recall_id.sudo(False)
            if recall.has_access("read"):
                missing.append(
                    self.env._(
                        "Lot %(lot)s is being recalled already: %(recall)s.",
                        lot=other.lot_name,
                        recall=recall.display_name,
                    )
                )
            else:
                missing.append(
                    self.env._(
                        "Lot %(lot)s is being recalled already.", lot=other.lot_name
                    )
                )
        return missing

    def _guard_settled(self):
        if self.progress >= 100 and not self._has_surplus():
            return []
        if self._has_surplus():
            return [
                self.env._(
                    "More is accounted for than was delivered: correct what was noted."
                )
            ]
        return [
            self.env._(
                "%(progress)s %% are accounted for: note what became of the rest, or "
                "have the end decided, with the reason.",
                progress=f"{self.progress:g}",
            )
        ]

    def _has_surplus(self):
        lines = self.env["capa.recall.line"].sudo()
        domain = [("recall_id", "=", self.id), ("surplus_qty", ">", 0)]
        return bool(lines.search_count(domain, limit=1))

    def _guard_not_settled(self):
        if self.progress < 100:
            return []
        return [self.env._("Everything is accounted for: close it.")]

    def _guard_end_reason(self):
        if (self.end_reason or "").strip():
            return []
        return [self.env._("Write down why it ends before all is accounted for.")]

    def _guard_authority(self):
        """R-Q07: the authority is informed of a hazard."""
        if self.severity != "hazard" or self.report_ids:
            return []
        return [self.env._("Note which authority was informed, and when.")]

    def _guard_nobody_told(self):
        told = self.env["complaint.reply"].sudo()
        domain = [("recall_id", "=", self.id), ("state", "in", ("sent", "printed"))]
        if not told.search_count(domain, limit=1):
            return []
        return [
            self.env._(
                "Customers were told already: a recall that began is carried on."
            )
        ]

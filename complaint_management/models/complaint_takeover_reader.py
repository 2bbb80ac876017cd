from datetime import datetime, timezone

from odoo import api, models
from odoo.tools import format_list, html2plaintext

from ..tools.register_cells import EVENTS
from ..tools.register_file import Row


class ComplaintTakeoverReader(models.AbstractModel):
    """What old records are here: read as rows of a register, judged as those are."""

    _name = "complaint.takeover.reader"
    _description = "Reader of old records"

    @api.model
    def _read(self, takeover, old):
        """Values of cases by id of the old record, and why some stay, by name."""
        lookup = self.env["complaint.register.lookup"].with_company(takeover.company_id)
        checker = lookup._get_checker(takeover.company_id, create_missing=True)
        rows = [self._get_row(takeover, one, checker) for one in old]
        checked, wrong = checker.check(rows)
        wrong += lookup._get_taken(takeover.company_id, checked)
        system = takeover._get_systems()[takeover.source]
        refused = {}
        for fault in wrong:
            column, why = lookup._get_title(fault.column), lookup._get_fault(fault)
            refused.setdefault(fault.line, f"{column}: {why}")
        good = [(line, values) for line, values in checked if line not in refused]
        resolve = lookup._get_resolver(takeover.company_id, good)
        values = {
            line: {
                **lookup._prepare_case(takeover.company_id, resolve(values)),
                "channel_id": takeover.channel_id.id,
                "partner_id": old.browse(line)[system.partner].id,
                "old_model": takeover.source,
                "old_id": line,
            }
            for line, values in good
        }
        return values, {
            f"{takeover.source},{line} {old.browse(line).display_name}": why
            for line, why in refused.items()
        }

    @api.model
    def _get_row(self, takeover, one, checker):
        system = takeover._get_systems()[takeover.source]
        cells = {
            column: self._get_cell(one, path) for column, path in system.cells.items()
        }
        cells["description"] = self._get_description(system, one, cells)
        first = (cells["description"] or "").split("\n")[0]
        cells["title"] = (cells.get("title") or first)[:250]
        cells["reference"] = system.reference.format(one)
        if (cells.get("handler") or "").lower() not in checker.lookups["user"]:
            cells["handler"] = None  # told below the description
        cells["state"] = self._get_state(takeover, system, one)
        self._fill_moments(one, cells)
        cells["channel"] = takeover.channel_id.name
        checker.lookups["channel"][takeover.channel_id.name.lower()] = (
            takeover.channel_id.id
        )
        return Row(one.id, {k: v for k, v in cells.items() if v})

    @api.model
    def _get_cell(self, one, path):
        value = one
        for name in path.split("."):
            value = value[name]
        return value

    @api.model
    def _get_description(self, system, one, cells):
        """The text, and below it what has no field here."""
        labels = one.fields_get(system.told, ["string"])
        lines = [cells.get("description") or ""]
        for name in system.told:
            if text := self._get_text(one, name):
                lines.append(f"{labels[name]['string']}: {text}")
        return "\n".join(filter(None, lines))

    @api.model
    def _get_text(self, one, name):
        field, value = one._fields[name], one[name]
        if field.relational:
            return format_list(self.env, [self._get_about(each) for each in value])
        return str(field.convert_to_export(value, one) or "")

    @api.model
    def _get_about(self, other):
        """A record that an old one points at: its name, and of an action how it
        stands and what was to be done."""
        words = [other.display_name]
        if "stage_id" in other:
            words.append(f"({other.stage_id.display_name})")
        if "description" in other and "stage_id" in other:
            words.append(html2plaintext(other.description or ""))
        return " ".join(filter(None, words))

    @api.model
    def _get_state(self, takeover, system, one):
        stage = one[system.stage]
        if takeover.closed_stages:
            names = {name.strip().lower() for name in takeover.closed_stages.split(",")}
            over = (stage.display_name or "").lower() in names
            return "closed" if over else "new"
        for xmlid, state in system.endings.items():
            data = self.env["ir.model.data"]
            if stage.id == data._xmlid_to_res_id(xmlid, raise_if_not_found=False):
                return state
        archived = "active" in one and not one.active
        return "closed" if archived else "new"

    @api.model
    def _fill_moments(self, one, cells):
        """In order; what is over ended at its last change, where nothing says when."""
        cells["received_on"] = cells.get("received_on") or one.create_date
        created = cells.get("registered_on") or one.create_date
        cells["registered_on"] = max(created, cells["received_on"])
        if cells["state"] == "closed":
            changed = max(one.write_date, cells["registered_on"])
            cells["closed_on"] = cells.get("closed_on") or changed
        else:
            cells["closed_on"] = None
        for name in EVENTS:
            if isinstance(cells.get(name), datetime):
                cells[name] = cells[name].replace(tzinfo=timezone.utc)

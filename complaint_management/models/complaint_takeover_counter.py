from odoo import api, models
from odoo.tools import SQL, human_size


class ComplaintTakeoverCounter(models.AbstractModel):
    """How much there is in an old module and how much of it here, by stage: counted in
    the tables themselves, not while it is taken over."""

    _name = "complaint.takeover.counter"
    _description = "Counts before and after"

    @api.model
    def _get_report(self, takeover):
        """A line a stage: records, messages, files and bytes, there and here."""
        there, here = self._count(takeover, False), self._count(takeover, True)
        system = takeover._get_systems()[takeover.source]
        stages = takeover._get_old()[system.stage]
        lines = []
        for stage in there:
            name = stages.browse(stage).display_name if stage else "–"
            lines.append(self._say(name, there[stage], here.get(stage, (0, 0, 0, 0))))
        total = [sum(column) for column in zip(*there.values(), strict=True)]
        taken = [sum(column) for column in zip(*here.values(), strict=True)]
        zero = (0, 0, 0, 0)
        lines.append(self._say(self.env._("Total"), total or zero, taken or zero))
        return "\n".join(lines)

    @api.model
    def _say(self, name, there, here):
        return self.env._(
            "%(name)s: %(records)s records, taken over %(cases)s, not %(left)s; "
            "messages %(messages)s, here %(messages_here)s; files %(files)s "
            "(%(bytes)s), here %(files_here)s (%(bytes_here)s)",
            name=name,
            records=there[0],
            cases=here[0],
            left=there[0] - here[0],
            messages=there[1],
            messages_here=here[1],
            files=there[2],
            bytes=human_size(there[3]) or "0",
            files_here=here[2],
            bytes_here=human_size(here[3]) or "0",
        )

    @api.model
    def _count(self, takeover, here):
        """``{stage id: (records, messages, files, bytes)}``.

        :param bool here: of the cases; what was written on them since is left out, by
            its date: what was taken over is older than its case
        """
        self.env.flush_all()
        system = takeover._get_systems()[takeover.source]
        old = SQL(
            "SELECT id AS old_id, %s AS stage FROM %s"
            " WHERE company_id = %s OR company_id IS NULL",
            SQL.identifier(system.stage),
            SQL.identifier(takeover._get_old()._table),
            takeover.company_id.id,
        )
        records = SQL(
            "SELECT old_id, old_id AS id, stage, NULL::timestamp AS at FROM (%s) old",
            old,
        )
        if here:
            records = SQL(
                "SELECT old.old_id, c.id, stage, c.create_date AS at FROM (%s) old"
                " JOIN complaint_case c ON c.old_model = %s AND c.old_id = old.old_id",
                old,
                takeover.source,
            )
        model = "complaint.case" if here else takeover.source
        return {
            row[0]: tuple(int(number or 0) for number in row[1:])
            for row in self.env.execute_query(self._get_query(records, model))
        }

    @api.model
    def _get_query(self, records, model):
        return SQL(
            """
            WITH r AS (%(records)s), m AS (
                SELECT r.id, r.stage, r.at, m.id AS message_id
                  FROM r JOIN mail_message m ON m.model = %(model)s AND m.res_id = r.id
                 WHERE m.message_type != 'user_notification'
                   AND (r.at IS NULL OR m.date < r.at)
            ), f AS (
                SELECT r.id, r.stage, r.at, a.id AS file_id
                  FROM r JOIN ir_attachment a
                    ON a.res_model = %(model)s AND a.res_id = r.id
                 WHERE a.res_field IS NULL
                 UNION
                SELECT m.id, m.stage, m.at, x.attachment_id
                  FROM m JOIN message_attachment_rel x USING (message_id)
            )
            SELECT stage, count(*),
                   (SELECT count(*) FROM m WHERE m.stage IS NOT DISTINCT FROM r.stage),
                   (SELECT count(*) FROM f JOIN ir_attachment a ON a.id = f.file_id
                     WHERE f.stage IS NOT DISTINCT FROM r.stage
                       AND (f.at IS NULL OR a.create_date < f.at)),
                   (SELECT sum(file_size) FROM f JOIN ir_attachment a
                     ON a.id = f.file_id
                     WHERE f.stage IS NOT DISTINCT FROM r.stage
                       AND (f.at IS NULL OR a.create_date < f.at))
              FROM r GROUP BY stage ORDER BY stage""",
            records=records,
            model=model,
        )

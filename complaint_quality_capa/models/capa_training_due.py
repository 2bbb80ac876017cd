from odoo import fields, models
from odoo.tools import SQL


class CapaTrainingDue(models.Model):
    """Who is due for what: a row for each employee and programme that is for him, found
    anew each time, so that who joins or is transferred is in it at once (R-Q14)."""

    _name = "capa.training.due"
    _description = "Training That Is Due"
    _auto = False
    _order = "due_on, id"
    _rec_name = "employee_id"
    _depends = {
        "capa.training.programme": [
            "active",
            "company_id",
            "all_staff",
            "department_ids",
            "job_ids",
            "organiser_id",
            "interval_months",
            "first_on",
        ],
        "capa.learning": ["employee_id", "programme_id", "is_met", "is_open", "due_on"],
        "hr.employee": ["active", "company_id", "user_id", "current_version_id"],
        "hr.version": ["department_id", "job_id", "date_version", "employee_id"],
        "hr.department": ["parent_path"],
    }

    programme_id = fields.Many2one("capa.training.programme", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    organiser_id = fields.Many2one("hr.department", "Organised by", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    last_on = fields.Date("Last on", readonly=True)
    due_on = fields.Date("Due", readonly=True)
    invited_on = fields.Date("Asked for", readonly=True, help="An open session.")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT p.id::bigint * 10000000 + e.id AS id,
                   p.id AS programme_id, e.id AS employee_id, e.user_id,
                   d.id AS department_id, p.organiser_id, p.company_id,
                   met.last_on, asked.invited_on,
                   COALESCE(
                       (met.last_on + make_interval(months => p.interval_months))::date,
                       GREATEST(p.first_on, v.date_version)
                   ) AS due_on
              FROM capa_training_programme p
              JOIN hr_employee e ON e.company_id = p.company_id AND e.active
         LEFT JOIN hr_version v ON v.id = e.current_version_id
         LEFT JOIN hr_department d ON d.id = v.department_id
         LEFT JOIN LATERAL (
                SELECT MAX(l.done_on)::date AS last_on FROM capa_learning l
                 WHERE l.employee_id = e.id AND l.programme_id = p.id AND l.is_met
                 ) met ON TRUE
         LEFT JOIN LATERAL (
                SELECT MIN(l.due_on)::date AS invited_on FROM capa_learning l
                 WHERE l.employee_id = e.id AND l.programme_id = p.id AND l.is_open
                 ) asked ON TRUE
             WHERE p.active
               AND (p.all_staff
                    OR EXISTS (
                        SELECT FROM capa_programme_department_rel r
                          JOIN hr_department top ON top.id = r.department_id
                         WHERE r.programme_id = p.id
                           AND d.parent_path LIKE top.parent_path || '%%')
                    OR EXISTS (
                        SELECT FROM capa_programme_job_rel r
                         WHERE r.programme_id = p.id AND r.job_id = v.job_id))
            """
        )

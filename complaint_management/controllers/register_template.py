from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RegisterTemplate(http.Controller):
    @http.route("/complaint/register_template", type="http", auth="user", readonly=True)
    def download(self):
        """The XLSX template for registers, for those who may import one."""
        request.env["complaint.register.import"].check_access("create")
        name = request.env._("Complaint register") + ".xlsx"
        return request.make_response(
            request.env["complaint.register.template"]._build(),
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
            ],
        )

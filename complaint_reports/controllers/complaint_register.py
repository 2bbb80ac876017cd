import os
from tempfile import TemporaryFile

from odoo import http
from odoo.exceptions import UserError
from odoo.http import Response, content_disposition, request
from werkzeug.exceptions import BadRequest
from werkzeug.wsgi import wrap_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ComplaintRegister(http.Controller):
    """Registers as files (R-F01): written to the disk, then streamed. Reading only, so
    that a replica can serve them."""

    @http.route(
        "/complaint/register/<int:export_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download(self, export_id):
        """What was asked for in the form, by who filled it in."""
        export = request.env["complaint.register.export"].search(
            [("id", "=", export_id)]
        )
        if not export:
            raise request.not_found()
        return self._send(export._write_file)

    @http.route(
        "/complaint/register/api/<string:code>",
        type="http",
        auth="bearer",
        methods=["GET"],
        readonly=True,
    )
    def read(self, code, date_from=None, date_to=None, domain=None):
        """The register ``code`` for a program with an API key (docs/api.md).

        :param str date_from: first day, ``2026-11-01``; with ``date_to`` the period
        :param str domain: conditions on top, as JSON
        """
        user = request.env.user
        registers = request.env["complaint.register"].with_context(
            lang=user.lang, tz=user.tz, allowed_company_ids=user.company_ids.ids
        )
        try:
            register = registers._get(code)
            days = registers._parse_day(date_from), registers._parse_day(date_to)
            chosen = registers._get_domain(register, *days)
            if domain:
                chosen &= registers._parse_domain(domain)
        except UserError as error:
            raise BadRequest(str(error)) from error

        def write(stream):
            registers._write_sheet(register, chosen, stream, *days)
            return registers._get_file_name(register, *days)

        return self._send(write)

    def _send(self, write):
        """:param write: writes to a stream, returns the name of the file"""
        stream = TemporaryFile()  # noqa: SIM115 closed when it is sent
        try:
            name = write(stream)
            size = stream.seek(0, os.SEEK_END)
            stream.seek(0)
        except BaseException:
            stream.close()
            raise
        response = Response(
            wrap_file(request.httprequest.environ, stream),
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
                ("Content-Length", str(size)),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
            direct_passthrough=True,
        )
        response.call_on_close(stream.close)
        return response

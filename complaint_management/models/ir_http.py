from odoo import models, tools
from odoo.http import request
from werkzeug.exceptions import NotFound, abort


class IrHttp(models.AbstractModel):
    """The default language, which Odoo looks up for each page and for each link on it,
    is remembered: it is a third of the queries of a page for customers. An address that
    the database cannot take is no page."""

    _inherit = "ir.http"

    @classmethod
    def _match(cls, path):
        if "\0" in path:  # nothing can be looked up by it, no page for the error either
            abort(NotFound().get_response())
        return super()._match(path)

    @classmethod
    def _get_default_lang(cls):
        if "website" in request.env:  # each website has its own
            return super()._get_default_lang()
        # whoever changes a default or a language makes every process forget it
        code = request.env["ir.http"]._get_default_lang_code()
        return request.env["res.lang"]._get_data(code=code)

    @tools.ormcache()
    def _get_default_lang_code(self):
        return super()._get_default_lang().code

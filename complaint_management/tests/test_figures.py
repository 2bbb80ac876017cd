from odoo.tests import tagged, warmup

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestFigures(ComplaintCommon):
    """Queries per operation, as a normal user on a warm registry (PERFORMANCE)."""

    def setUp(self):
        super().setUp()
        cases = self.env["complaint.case"].with_user(self.officer)
        self.cases = cases.with_context(tracking_disable=False)
        # BaseCommon switches mail off; a figure without the chatter would lie
        context = {
            key: value
            for key, value in self.env.context.items()
            if not key.startswith(("mail_", "tracking_"))
        }
        self.cases = cases.with_context(context)
        self.assertFalse(self.cases.env.context.get("tracking_disable"))

    def _prepare_vals(self, count):
        return [
            {
                "title": f"Plate {number} chipped",
                "channel_id": self.hotline.id,
                "category_id": self.quality.id,
                "partner_id": self.customer.id,
            }
            for number in range(count)
        ]

    def _cold(self):
        self.env.flush_all()
        self.env.invalidate_all()

    def _create(self, count, limit):
        self.cases.create(self._prepare_vals(1)).flush_recordset()
        self._cold()
        with self.assertQueryCount(limit):
            self.cases.create(self._prepare_vals(count))
            self.env.flush_all()

    @warmup
    def test_create_1(self):
        self._create(1, 16)

    @warmup
    def test_create_100(self):
        self._create(100, 25)

    @warmup
    def test_create_200(self):
        self._create(200, 30)

    def _read_view(self, view_type):
        """Domain, specification and limit as the web client asks for a view."""
        arch = self.cases.get_views([(False, view_type)])["views"][view_type]
        return self._get_specification(arch["arch"])

    def _get_specification(self, arch):
        from lxml import etree

        root = etree.fromstring(arch)
        names = dict.fromkeys(
            node.get("name")
            for node in root.iter("field")
            if not any(parent.tag == "field" for parent in node.iterancestors())
        )
        named = {"many2one": {"fields": {"display_name": {}}}}
        return {
            name: named.get(self.cases._fields[name].type, {})
            for name in names
            if name in self.cases._fields
        }

    def _fill(self, count=80):
        cases = self.cases.create(self._prepare_vals(count))
        cases[::2].user_id = self.officer
        cases[::3].activity_schedule(user_id=self.officer.id, summary="Call back")
        return cases

    @warmup
    def test_list_of_80(self):
        self._fill()
        specification = self._read_view("list")
        self.cases.web_search_read([("is_open", "=", True)], specification, limit=80)
        self._cold()
        with self.assertQueryCount(16):
            self.cases.web_search_read(
                [("is_open", "=", True)], specification, limit=80
            )

    @warmup
    def test_form(self):
        case = self._fill(3)[0]
        specification = self._read_view("form")
        case.web_read(specification)
        self._cold()
        with self.assertQueryCount(12):
            case.web_read(specification)

    @warmup
    def test_kanban(self):
        self._fill()
        specification = self._read_view("kanban")

        def read():
            return self.cases.web_read_group(
                [("is_open", "=", True)],
                ["state"],
                [],
                auto_unfold=True,
                unfold_read_specification=specification,
                unfold_read_default_limit=80,
            )

        read()
        self._cold()
        with self.assertQueryCount(18):
            read()

    @warmup
    def test_one_step(self):
        self._create_and_accept(1)
        case = self.cases.create(self._prepare_vals(1))
        case.user_id = self.officer
        self._cold()
        with self.assertQueryCount(20):
            case.action_accept()
            self.env.flush_all()

    def _create_and_accept(self, count):
        cases = self.cases.create(self._prepare_vals(count))
        cases.user_id = self.officer
        cases.action_accept()
        self.env.flush_all()

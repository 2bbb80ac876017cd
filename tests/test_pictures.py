"""The pictures of the guide (docs/): `./dev pictures` runs this on the demo company."""

import base64
import io
import os
import time
from collections import namedtuple
from pathlib import Path
from unittest.mock import patch

from odoo.tests.common import ChromeBrowser, HttpCase
from PIL import Image

FOLDER = Path(os.environ.get("COMPLAINT_PICTURES", "."))
LANGUAGES = {"en": "en_US", "zh_CN": "zh_CN"}
COLOURS = 96  # keeps a picture below 150 kB
HIDE = """(() => { const style = document.createElement("style");
style.textContent = ".o-mail-ChatHub, .o_notification_manager { display: none; }";
document.head.append(style); document.activeElement?.blur(); })()"""
PRESS = "document.querySelector(%r).click()"

# name of the picture, page, what shows that it is there, what is clicked on the way
Picture = namedtuple("Picture", "name page ready clicks", defaults=[()])
FORM = ".o_form_view .o_form_sheet"
DESK = ".o_content .card"
CARD = ".o_kanban_record:not(.o_kanban_ghost), .o_data_row"
DRAWN = ".o_renderer .o-figure canvas"


class PicturesCase(HttpCase):
    test_tags = {"standard", "post_install", "pictures"}
    test_module = "complaint_management"
    browser_size = "1440x900"

    def _take(self, login, *pictures):
        """Each picture in each language, as that user of the demo company sees it."""
        user = self.env["res.users"].search([("login", "=", login)])
        for folder, language in LANGUAGES.items():
            user.lang = language

            def shoot(browser, *_args, where=FOLDER / folder, **_options):
                for picture in pictures:
                    self._shoot(browser, picture, where)

            with patch.object(ChromeBrowser, "_wait_code_ok", shoot):
                self.browser_js(pictures[0].page, "", "true", login=login)

    def _shoot(self, browser, picture, folder):
        browser.navigate_to(self.base_url() + picture.page)
        self._await(browser, picture.ready)
        for click, ready in picture.clicks:
            self._run(browser, PRESS % click)
            self._await(browser, ready)
        self._run(browser, HIDE)
        time.sleep(1.5)  # fonts, avatars, the end of a fade
        answer = browser._websocket_request("Page.captureScreenshot")
        image = Image.open(io.BytesIO(base64.b64decode(answer["data"])))
        folder.mkdir(parents=True, exist_ok=True)
        small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(folder / f"{picture.name}.png", optimize=True)

    def _await(self, browser, selector):
        found = browser._wait_ready(f"!!document.querySelector({selector!r})")
        self.assertTrue(found, f"{selector} is not there")

    def _run(self, browser, script):
        params = {"expression": script, "awaitPromise": True}
        browser._websocket_request("Runtime.evaluate", params=params)

    def _get(self, model, *domain):
        """Path of the form of the latest such record."""
        record = self.env[model].search(list(domain), order="id desc", limit=1)
        self.assertTrue(record, f"the demo company has no such {model}")
        return record.id


class TestPictures(PicturesCase):
    def test_clerk(self):
        self._take(
            "clerk",
            Picture("clerk_desk", "/odoo/my-desk", DESK),
            Picture("clerk_new", "/odoo/complaints/new", FORM),
        )

    def test_officer(self):
        handled = ("user_id.login", "=", "officer")
        alone = ("lead_id", "=", False)
        new = self._get("complaint.case", ("state", "=", "new"), handled)
        asked = self._get(
            "complaint.case", ("state", "=", "investigating"), handled, alone
        )
        decided = self._get("complaint.case", ("state", "=", "deciding"), alone)
        page, stat = "/odoo/complaints/%s", "button[name=action_open_handling_form]"
        tab = ".nav-link[name=departments]"
        self._take(
            "officer",
            Picture("officer_list", "/odoo/complaints", CARD),
            Picture("officer_case", page % new, FORM),
            Picture("officer_departments", page % asked, tab, [(tab, tab + ".active")]),
            Picture(
                "officer_form",
                page % decided,
                stat,
                [(stat, "[name=responsible_kind]")],
            ),
        )

    def test_head(self):
        mine = ("state", "in", ("open", "handling"))
        duty = self._get("complaint.duty", mine, ("head_id.login", "=", "plant"))
        self._take(
            "plant",
            Picture("head_duties", "/odoo/my-duties", CARD),
            Picture("head_duty", f"/odoo/my-duties/{duty}", FORM),
        )

    def test_quality(self):
        plan = self._get("capa.plan", ("state", "=", "acting"))
        alert = self._get("complaint.alert", ("state", "=", "planned"))
        self._take(
            "quality",
            Picture("quality_plan", f"/odoo/capa-plans/{plan}", FORM),
            Picture("quality_warning", f"/odoo/complaint-alerts/{alert}", FORM),
        )

    def test_dashboards(self):
        page = "/odoo/dashboards?dashboard_id=%s"
        place = "complaint_reports.spreadsheet_dashboard_complaint"
        shown = {"executives": "gm", "managers": "manager"}
        for name, login in shown.items():
            dashboard = self.env.ref(f"{place}_{name}").id
            self._take(login, Picture(f"dashboard_{name}", page % dashboard, DRAWN))

    def test_dealer(self):
        row = "[href*='/my/complaints/']"
        self._take("dealer", Picture("customer_portal", "/my/complaints", row))

    def test_administrator(self):
        self._take(
            "admin",
            Picture("admin_steps", "/odoo/complaint-setup", ".o_content .btn"),
            Picture("admin_health", "/odoo/complaint-health", ".o_content .btn"),
        )


class TestPicturesOfPhone(PicturesCase):
    browser_size = "390x760"
    touch_enabled = True

    def test_customer(self):
        self._take(
            "dealer",
            Picture("customer_form", "/complaint", "main form"),
            Picture(
                "customer_track", "/complaint/track/demo-is-it-solved", "main form"
            ),
        )

    def test_executive(self):
        page = "/odoo/complaint-approvals"
        self._take(
            "production",
            Picture("executive_desk", "/odoo/my-desk", DESK),
            Picture("executive_waiting", page, CARD),
            Picture(
                "executive_decide",
                page,
                CARD,
                [
                    (CARD, "button[name=action_decide_mine]"),
                    ("button[name=action_decide_mine]", ".modal .modal-footer"),
                ],
            ),
        )

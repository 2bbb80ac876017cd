import json
import os
from pathlib import Path

from odoo.tests import tagged

from .web_common import WebCommon

# Of the WCAG levels A and AA, as the tool of the npm package axe-core judges them.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Each page is put into the one that is open: its style is the same, and a browser is
# slow to start. A form is sent as a visitor sends it.
JUDGE = """
(async () => {
    const asked = %(asked)s;
    window.eval(await (await fetch("%(axe)s")).text());
    const faults = [];
    const show = async (response) => {
        const html = await response.text();
        const page = new DOMParser().parseFromString(html, "text/html");
        document.title = page.title;
        document.documentElement.lang = page.documentElement.lang;
        document.body.replaceWith(page.body);
        document.querySelectorAll("details").forEach((one) => (one.open = true));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
    };
    for (const {name, url, holds, send} of asked) {
        await show(await fetch(url));
        if (send) {
            const [first] = Object.keys(send);
            const form = document.querySelector(`form:has([name=${first}])`);
            const body = new FormData(form);
            Object.entries(send).forEach(([key, value]) => body.set(key, value));
            const place = form.getAttribute("action") || url;
            await show(await fetch(place, {method: "POST", body}));
        }
        for (const part of holds.split(" + ")) {
            if (!document.querySelector(part)) {
                faults.push(`${name}: there is no ${part}`);
            }
        }
        const found = await axe.run(document, {
            runOnly: %(rules)s,
            resultTypes: ["violations"],
        });
        for (const one of found.violations) {
            const places = one.nodes.map((node) => node.target.join(" ")).join(", ");
            faults.push(`${name}: ${one.id} (${one.impact}): ${one.help}: ${places}`);
        }
    }
    document.body.innerHTML = "<main><h1>Planted</h1><img src='/x.png'></main>";
    const planted = await axe.run(document, {runOnly: %(rules)s});
    if (!planted.violations.some((one) => one.id === "image-alt")) {
        faults.push("axe-core does not find what it must find");
    }
    if (faults.length) {
        console.error(faults.join("\\n"));
    } else {
        console.log("test successful");
    }
})();
"""


@tagged("post_install", "-at_install")
class TestAccessibility(WebCommon):
    """R-I16: who cannot see well, or uses no mouse, complains and follows too."""

    def _get_pages(self):
        _case, fresh = self._file_directly()
        case, token = self._file_directly("form 2", email="wu@example.com")
        self._bring_on(case, "confirming")
        case._hear_addition("It has become worse.", "key 1")
        case._hear_question("How long will it take?", "key 2")
        self.env["complaint.guidance"].create(
            {
                "name": "It does not whistle",
                "text": "Take the whistle out.",
                "company_id": self.company.id,
            }
        )
        track, status = "/complaint/track/", f"/complaint/status/{self.company.id}"
        proof = {"number": case.number, "proof": "wu@example.com"}
        wrong = {"number": "1", "proof": "nobody@example.com"}
        return [
            {"name": "form with guidance", "url": self.home, "holds": "details"},
            {
                "name": "faults",
                "url": self.home,
                "holds": "#faults",
                "send": {"what": ""},
            },
            {"name": "sent", "url": f"{track}{fresh}?said=filing", "holds": "#add"},
            {"name": "solved?", "url": track + token, "holds": "#judge + #rate"},
            {"name": "status", "url": status, "holds": "[name=proof]"},
            {"name": "its answer", "url": status, "holds": "ol", "send": proof},
            {"name": "none found", "url": status, "holds": ".alert", "send": wrong},
        ]

    def _judge(self):
        place = os.environ.get("COMPLAINT_AXE")
        if not place:
            self.skipTest("no browser test without axe-core: npm could not be reached")
        script = self.env["ir.attachment"].create(
            {"name": "axe", "raw": Path(place).read_bytes(), "public": True}
        )
        asked = {
            "asked": json.dumps(self._get_pages()),
            "rules": json.dumps(RULES),
            "axe": f"/web/content/{script.id}",
        }
        self.browser_js(self.home, JUDGE % asked, timeout=120)

    def test_r_i16_pages_are_accessible(self):
        self._judge()


@tagged("post_install", "-at_install")
class TestAccessibilityPhone(TestAccessibility):
    """The same on a phone."""

    browser_size = "390x844"
    touch_enabled = True

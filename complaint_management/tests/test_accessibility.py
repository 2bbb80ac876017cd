import json
import os
from pathlib import Path

from odoo.tests import tagged

from .web_common import WebCommon

# Of the WCAG levels A and AA, as the tool of the npm package axe-core judges them.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Each page is put into a frame of the one that is open: a browser is slow to start,
# and Odoo's own scripts, still starting, never find their page gone. Scripts stay out:
# what is judged is what stands without them. A form is sent as a visitor sends it.
JUDGE = """
(async () => {
    const asked = %(asked)s;
    const tool = await (await fetch("%(axe)s")).text();
    const faults = [];
    const frame = document.createElement("iframe");
    frame.style = "position: fixed; inset: 0; width: 100%%; height: 100%%; border: 0";
    document.body.append(frame);
    const show = async (html) => {
        const page = new DOMParser().parseFromString(html, "text/html");
        page.querySelectorAll("script").forEach((one) => one.remove());
        page.querySelectorAll("details").forEach((one) => (one.open = true));
        const shown = new Promise((done) => (frame.onload = done));
        frame.srcdoc = "<!DOCTYPE html>" + page.documentElement.outerHTML;
        await shown;
        frame.contentWindow.eval(tool);
        return frame.contentDocument;
    };
    const get = async (place, ways) => show(await (await fetch(place, ways)).text());
    const judge = async () => {
        const found = await frame.contentWindow.axe.run({
            runOnly: %(rules)s,
            resultTypes: ["violations"],
        });
        return found.violations;
    };
    for (const {name, url, holds, send} of asked) {
        let page = await get(url);
        if (send) {
            const [first] = Object.keys(send);
            const form = page.querySelector(`form:has([name=${first}])`);
            const body = new FormData(form);
            Object.entries(send).forEach(([key, value]) => body.set(key, value));
            const place = form.getAttribute("action") || url;
            page = await get(place, {method: "POST", body});
        }
        for (const part of holds.split(" + ")) {
            if (!page.querySelector(part)) {
                faults.push(`${name}: there is no ${part}`);
            }
        }
        const narrower = window.innerWidth - frame.clientWidth; // by a scroll bar
        if (!page.styleSheets.length || narrower > 20) {
            faults.push(`${name}: it is not shown as a visitor sees it`);
        }
        for (const one of await judge()) {
            const places = one.nodes.map((node) => node.target.join(" ")).join(", ");
            faults.push(`${name}: ${one.id} (${one.impact}): ${one.help}: ${places}`);
        }
    }
    await show("<title>Planted</title><main><h1>Planted</h1><img src='/x.png'></main>");
    if (!(await judge()).some((one) => one.id === "image-alt")) {
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

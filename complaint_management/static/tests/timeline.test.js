import {describe, expect, test} from "@odoo/hoot";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

describe.current.tags("desktop");

const MOMENT = {on: "", kind: "event", title: "Received", of: "", text: "", who: ""};

class Case extends models.Model {
    _name = "complaint.case";

    title = fields.Char();
    state = fields.Char();

    _records = [{id: 1, title: "Kettle leaks", state: "new"}];
}

defineMailModels();
defineModels([Case]);

test("the timeline is read when its page is opened, and shown day by day", async () => {
    onRpc("complaint.case", "get_timeline", ({args}) => {
        expect.step(`timeline of ${args[0]}`);
        return [
            {...MOMENT, on: "2027-03-01 09:00:00"},
            {
                ...MOMENT,
                on: "2027-03-01 09:05:00",
                kind: "told",
                title: "Told",
                of: "Outcome",
            },
            {
                ...MOMENT,
                on: "2027-03-03 09:00:00",
                kind: "duty",
                who: "Potter",
                text: "Why",
            },
        ];
    });
    await mountView({
        resModel: "complaint.case",
        resId: 1,
        type: "form",
        arch: `<form><sheet><notebook>
            <page string="Title" name="title"><field name="title"/></page>
            <page string="Timeline" name="timeline">
                <widget name="complaint_timeline"/>
            </page>
        </notebook></sheet></form>`,
    });
    expect.verifySteps([]);
    await contains(".o_notebook .nav-link:last").click();
    expect.verifySteps(["timeline of 1"]);
    expect(".o_complaint_timeline > div").toHaveCount(2);
    expect(".o_complaint_moment").toHaveCount(3);
    expect(".o_complaint_moment .fa-flag").toHaveCount(1);
    expect(".o_complaint_moment:has(.fa-bell-o)").toHaveText(/Told\s*Outcome/);
    expect(".o_complaint_moment:has(.fa-tasks)").toHaveText(/Potter\s*Why/);
});

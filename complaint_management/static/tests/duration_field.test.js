import {describe, expect, test} from "@odoo/hoot";
import {
    allowTranslations,
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

import {durationInWords} from "@complaint_management/duration_field/duration";

describe.current.tags("desktop");

class Case extends models.Model {
    _name = "complaint.case";

    gap = fields.Float();

    _records = [{id: 1, gap: 51.5}];
}

defineMailModels();
defineModels([Case]);

test("a length of time is told in its two largest units", () => {
    allowTranslations();
    const table = [
        [0, "0 min"],
        [0.1, "6 min"],
        [1, "1 h"],
        [3.34, "3 h 20 min"],
        [24, "1 d"],
        [24.5, "1 d"],
        [51.5, "2 d 3 h"],
        [-2, "−2 h"],
        // rounded before it is cut: no "60 min"
        [0.9999, "1 h"],
        [23.9999, "1 d"],
    ];
    for (const [hours, words] of table) {
        expect(durationInWords(hours)).toBe(words);
    }
});

test("the field shows words and offers nothing to edit", async () => {
    await mountView({
        resModel: "complaint.case",
        resId: 1,
        type: "form",
        arch: `<form><field name="gap" widget="complaint_duration"/></form>`,
    });
    expect(".o_field_widget[name=gap]").toHaveText("2 d 3 h");
    expect(".o_field_widget[name=gap] input").toHaveCount(0);
});

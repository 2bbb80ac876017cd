import {describe, expect, test} from "@odoo/hoot";
import {
    allowTranslations,
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

import {
    clockColor,
    clockInWords,
    clockPercent,
} from "@complaint_management/clocks/clock_words";

describe.current.tags("desktop");

const CLOCK = {
    id: 1,
    name: "Outcome",
    promise: false,
    holder: "Wang Fang",
    department: false,
    state: "running",
    amount: 15,
    unit: "day",
    used: 3,
    left: 12,
    overrun: 0,
    started_on: "2027-03-01 02:00:00",
    due_on: "2027-03-16 16:00:00",
    first_due_on: "2027-03-16 16:00:00",
    stopped_on: false,
    told: [],
    parts: [],
};

class Case extends models.Model {
    _name = "complaint.case";

    state = fields.Char();
    due_on = fields.Datetime();

    _records = [{id: 1, state: "new", due_on: "2027-03-16 16:00:00"}];
}

defineMailModels();
defineModels([Case]);

test("a clock says in words and colour how it stands", () => {
    allowTranslations();
    const table = [
        [{}, "12 days left of 15 days", "info", 20],
        [{used: 12, left: 3}, "3 days left of 15 days", "warning", 80],
        [{overrun: 2}, "late by 2 days", "danger", 100],
        [{state: "paused"}, "stopped, 12 days left", "secondary", 20],
        [{state: "met"}, "kept, 3 days used of 15 days", "success", 20],
        [{state: "cut"}, "cut short", "secondary", 20],
        [{unit: "hour", left: 1.5}, "1.5 h left of 15 h", "info", 20],
        [{amount: 0, used: 0, left: 0}, "0 days left of 0 days", "info", 100],
    ];
    for (const [values, words, color, percent] of table) {
        const clock = {...CLOCK, ...values};
        expect(clockInWords(clock)).toBe(words);
        expect(clockColor(clock)).toBe(color);
        expect(clockPercent(clock)).toBe(percent);
    }
});

test("the widget shows what is owed, parts within their whole, the rest on demand", async () => {
    const part = {...CLOCK, id: 2, name: "Market", amount: 7, holder: false};
    const kept = {...CLOCK, id: 3, name: "Answer", state: "met"};
    onRpc("complaint.case", "get_clocks", () => ({
        clocks: [{...CLOCK, parts: [part]}, kept],
        waits: [{reason: "Which model?", since: "2027-03-02 02:00:00", until: false}],
        stops: true,
    }));
    await mountView({
        resModel: "complaint.case",
        resId: 1,
        type: "form",
        arch: `<form><field name="state"/><widget name="complaint_clocks"/></form>`,
    });
    expect(".o_complaint_clock").toHaveCount(2);
    expect(".o_complaint_clocks .alert").toHaveText(/Which model\?/);
    await contains(".o_complaint_clocks button").click();
    expect(".o_complaint_clock").toHaveCount(3);
});

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

const ANSWERS = [
    ["yes", "Yes"],
    ["no", "No"],
];

class Acceptance extends models.Model {
    _name = "complaint.acceptance";

    line_ids = fields.One2many({relation: "complaint.acceptance.line"});

    _records = [{id: 1, line_ids: [1, 2]}];
}

class Line extends models.Model {
    _name = "complaint.acceptance.line";

    question = fields.Char();
    on_no = fields.Selection({
        selection: [
            ["refuse", "Refuse"],
            ["explain", "Explain"],
        ],
    });
    answer = fields.Selection({selection: ANSWERS});
    note = fields.Char();

    _records = [
        {id: 1, question: "Is it about our own products?", on_no: "refuse"},
        {id: 2, question: "Is it quality?", on_no: "explain", answer: "yes"},
    ];
}

defineMailModels();
defineModels([Acceptance, Line]);

test("questions are answered with one click each and saved", async () => {
    let saved = null;
    onRpc("web_save", ({args}) => {
        saved = args[1];
    });
    await mountView({
        resModel: "complaint.acceptance",
        resId: 1,
        type: "form",
        arch: `<form><field name="line_ids" widget="complaint_questions"/></form>`,
    });
    expect(".o_complaint_question").toHaveCount(2);
    expect(".o_complaint_question:first").toHaveText(/our own products/);
    expect(".o_complaint_question .active").toHaveCount(1);
    await contains(".o_complaint_question:first button[data-answer=no]").click();
    expect(".o_complaint_question:first .text-danger").toHaveCount(1);
    await contains(".o_complaint_question:last button[data-answer=no]").click();
    expect(".o_complaint_question:last .text-danger").toHaveCount(0);
    await contains(".o_complaint_question:last input").edit("A new one is sent");
    await contains(".o_form_button_save").click();
    expect(saved).toEqual({
        line_ids: [
            [1, 1, {answer: "no"}],
            [1, 2, {answer: "no", note: "A new one is sent"}],
        ],
    });
});

import {describe, expect, test} from "@odoo/hoot";
import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

describe.current.tags("desktop");

const signature = {
    id: 7,
    by: "Zhou Xin",
    for: "",
    on: "2026-03-01 09:00",
    decision: "change",
    label: "Approved with a changed instruction",
    comment: "Half of it.",
    old: false,
};
const turn = {
    round: 1,
    asked: "Zhou Xin",
    role: "Head",
    passed: "",
    due: "",
    late: false,
    told: [],
    error: "",
    signatures: [],
};

class Request extends models.Model {
    _name = "complaint.approval.request";

    chain = fields.Json();

    _records = [
        {
            id: 1,
            chain: [
                {
                    ...turn,
                    id: 1,
                    name: "Sales branch",
                    state: "approved",
                    state_label: "Approved",
                    signatures: [signature],
                },
                {
                    ...turn,
                    id: 2,
                    name: "Market",
                    state: "open",
                    state_label: "Being decided",
                    due: "2026-03-08 17:00",
                    passed: "Gao Lei",
                },
                {
                    ...turn,
                    id: 3,
                    round: 2,
                    name: "GM",
                    state: "waiting",
                    state_label: "Not yet",
                },
            ],
        },
        {id: 2, chain: false},
    ];
}

defineMailModels();
defineModels([Request]);

const show = (resId) =>
    mountView({
        resModel: "complaint.approval.request",
        resId,
        type: "form",
        arch: `<form><field name="chain" widget="complaint_approval_chain"/></form>`,
    });

test("the chain shows who decided what, and whose turn it is", async () => {
    await show(1);
    expect(".o_approval_turn").toHaveCount(3);
    expect(".o_approval_turn[data-state=open]").toHaveText(/Market/);
    expect(".o_approval_turn[data-state=open]").toHaveText(/Gao Lei/);
    expect(".o_approval_signature").toHaveCount(1);
    expect(".o_approval_signature").toHaveText(/Half of it\./);
    expect(".o_approval_chain").toHaveText(/Round 2/);
});

test("a request without turns shows nothing and does not break", async () => {
    await show(2);
    expect(".o_approval_turn").toHaveCount(0);
});

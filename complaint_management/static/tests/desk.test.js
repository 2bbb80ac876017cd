import {describe, expect, test} from "@odoo/hoot";
import {
    contains,
    getService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {WebClient} from "@web/webclient/webclient";

describe.current.tags("desktop");

defineMailModels();

const DUTY = {
    model: "complaint.duty",
    id: 7,
    name: "202703-0001 · Plant 1",
    what: "Lead",
    due_on: "2019-03-11 09:00:00",
    late: true,
};

function section(key, rows) {
    const action = {type: "ir.actions.act_window", res_model: key};
    return {key, label: `Label of ${key}`, count: rows.length, action, rows};
}

test("what waits stands in cards, what does not in one quiet line", async () => {
    onRpc("complaint.desk", "get_desk", () => [
        section("handover", []),
        section("duty", [DUTY, {...DUTY, id: 8, due_on: false, late: false}]),
    ]);
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "complaint_desk",
    });
    expect(".o_complaint_desk_section").toHaveCount(1);
    expect(".o_complaint_desk_section .card-header").toHaveText(/Label of duty/);
    expect(".o_complaint_desk_row").toHaveCount(2);
    expect(".o_complaint_desk_row:first .text-bg-danger").toHaveText(/late/);
    expect(".o_complaint_desk_row:last .badge").toHaveCount(0);
    expect(".o_complaint_desk_quiet").toHaveText("Label of handover · none");
    expect(".o_complaint_desk_free").toHaveCount(0);
});

test("a click opens the record, “See all” the list", async () => {
    onRpc("complaint.desk", "get_desk", () => [section("duty", [DUTY])]);
    await mountWithCleanup(WebClient);
    const action = getService("action");
    await action.doAction({type: "ir.actions.client", tag: "complaint_desk"});
    patchWithCleanup(action, {
        doAction({res_model: model, res_id: id}) {
            expect.step([model, id || "all"].join(" "));
        },
    });
    await contains(".o_complaint_desk_row").click();
    await contains(".o_complaint_desk_section .card-header button").click();
    expect.verifySteps(["complaint.duty 7", "duty all"]);
});

test("a desk on which nothing waits says so", async () => {
    onRpc("complaint.desk", "get_desk", () => [section("duty", [])]);
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "complaint_desk",
    });
    expect(".o_complaint_desk_free").toHaveCount(1);
    expect(".o_complaint_desk_quiet").toHaveText("Label of duty · none");
});

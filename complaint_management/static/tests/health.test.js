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

const ACTION = {type: "ir.actions.act_window", res_model: "hr.department"};

async function open(tag) {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({type: "ir.actions.client", tag});
}

function check(key, fails, findings) {
    return {key, label: `Label of ${key}`, fails, findings};
}

test("what is found stands in cards with what to do, the rest in quiet lines", async () => {
    const finding = {text: "No head", remedy: "Name one", action: ACTION};
    onRpc("complaint.health", "get_health", () => ({
        company: "Lotus",
        checks: [
            check("jobs", true, [{text: "Stopped", remedy: "", action: false}]),
            check("departments", false, [finding]),
            check("mail", false, []),
        ],
    }));
    await open("complaint_health");
    expect(".o_complaint_health_check").toHaveCount(2);
    expect(".o_complaint_health_check:first .badge").toHaveText("Fails");
    expect(".o_complaint_health_check:first button").toHaveCount(0);
    expect(".o_complaint_health_check:last").toHaveText(/No head/);
    expect(".o_complaint_health_well").toHaveText("Label of mail · in order");
    patchWithCleanup(getService("action"), {
        doAction: ({res_model: model}) => expect.step(model),
    });
    await contains(".o_complaint_health_check:last button").click();
    expect.verifySteps(["hr.department"]);
});

test("steps say what is missing; the next one is offered first", async () => {
    const step = (key, done) => ({
        key,
        label: key,
        text: "Why",
        done,
        findings: done ? [] : ["Missing"],
        action: `complaint_management.${key}`,
    });
    onRpc("complaint.setup", "get_setup", () => ({
        company: "Lotus",
        done: 1,
        steps: [step("hours", true), step("policy", false), step("case", false)],
    }));
    await open("complaint_setup");
    expect(".o_complaint_setup_step").toHaveCount(3);
    expect("[data-key=policy] .btn-primary").toHaveCount(1);
    expect("[data-key=case] .btn-primary").toHaveCount(0);
    expect("[data-key=policy]").toHaveText(/Missing/);
    patchWithCleanup(getService("action"), {
        doAction: (action) => expect.step(action),
    });
    await contains("[data-key=policy] button").click();
    expect.verifySteps(["complaint_management.policy"]);
});

import {registry} from "@web/core/registry";

const ROW = ".o_data_row:has(.o_data_cell[name=reference]:contains(Our procedure))";

const press = (button) => ({
    content: `press ${button}`,
    trigger: `.o_form_statusbar button:contains(/^${button}$/):enabled`,
    run: "click",
});

const inRow = (button) => ({
    content: `press ${button} in the row of what waits`,
    trigger: `${ROW} button:contains(/^${button}$/)`,
    run: "click",
});

const nothingWaits = {
    content: "nothing waits any more",
    trigger: ".o_view_nocontent:contains(Nothing waits for you)",
};

const write = (words) => ({
    content: "write the instruction",
    trigger: ".modal .o_field_widget[name=comment] textarea",
    run: `edit ${words}`,
});

const sign = {
    content: "sign",
    trigger: ".modal-footer button:contains(Sign)",
    run: "click",
};

const inChain = (state, words) => ({
    content: `the chain shows ${state}: ${words}`,
    trigger: `.o_approval_chain .o_approval_turn[data-state=${state}]:contains(${words})`,
});

const tours = registry.category("web_tour.tours");

tours.add("complaint_approval_supervisor_asks", {
    steps: () => [
        press("Ask for approval"),
        {
            content: "it is being decided: it cannot be asked for again",
            trigger: ".o_form_statusbar:not(:has(button[name=action_request_version]))",
        },
    ],
});

tours.add("complaint_approval_approves_in_the_list", {
    steps: () => [inRow("Approve"), nothingWaits],
});

tours.add("complaint_approval_market_returns", {
    steps: () => [
        inRow("Send back"),
        {
            content: "choose the step to go back to",
            trigger:
                ".modal .o_field_widget[name=return_level] label:contains(Sales branch)",
            run: "click",
        },
        write("Ask the stores first."),
        sign,
        nothingWaits,
    ],
});

tours.add("complaint_approval_market_changes", {
    steps: () => [
        inRow("More"),
        {
            content: "what the step forbids is not offered",
            trigger:
                ".modal .o_field_widget[name=decision]:contains(Send back):not(:contains(Refuse))",
        },
        {
            content: "approve with a changed instruction",
            trigger:
                ".modal .o_field_widget[name=decision] label:contains(changed instruction)",
            run: "click",
        },
        write("With a training of the stores."),
        sign,
        nothingWaits,
    ],
});

tours.add("complaint_approval_gm_grants", {
    steps: () => [
        {
            content: "open what waits",
            trigger: `${ROW} .o_data_cell[name=reference]`,
            run: "click",
        },
        inChain("returned", "Ask the stores first."),
        inChain("approved", "With a training of the stores."),
        inChain("open", "General manager"),
        press("Decide"),
        {
            content: "the form shows what is decided on, the instruction too",
            trigger:
                ".modal .o_field_widget[name=facts]:contains(With a training of the stores.)",
        },
        sign,
        inChain("approved", "General manager"),
        {
            content: "nothing is left to decide",
            trigger: ".o_form_statusbar:not(:has(button[name=action_decide_mine]))",
        },
    ],
});

tours.add("complaint_approval_supervisor_reads", {
    steps: () => [
        inChain("approved", "General manager"),
        {
            content: "the first round stays on file",
            trigger: ".o_approval_chain:contains(Round 1):contains(Round 2)",
        },
        {
            content: "signatures with their fingerprints",
            trigger: ".o_notebook .nav-link:contains(Signatures)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=signature_ids] .o_data_row:nth-child(6)",
        },
        {
            trigger: ".o_field_widget[name=last_hash]:contains(/[0-9a-f]{64}/)",
        },
    ],
});

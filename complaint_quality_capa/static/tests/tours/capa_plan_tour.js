import {registry} from "@web/core/registry";

const press = (button) => ({
    content: `press ${button}`,
    trigger: `.o_form_statusbar button:contains(/^${button}$/):enabled`,
    run: "click",
});

const now = (key) => ({
    content: `${key} is worked on now`,
    trigger: `.o_capa_gate[data-discipline=${key}][data-state=now]`,
});

const done = (key) => ({
    content: `${key} is done`,
    trigger: `.o_capa_gate[data-discipline=${key}][data-state=done]`,
});

const tours = registry.category("web_tour.tours");

tours.add("capa_plan_officer_proposes", {
    steps: () => [
        {
            content: "a complaint becomes a plan",
            trigger: ".o_form_view button:contains(Corrective action…)",
            run: "click",
        },
        now("D0"),
        {
            content: "the gate says what is missing",
            trigger: ".o_capa_gate_missing:contains(Name the owner)",
        },
        {
            content: "what the complaint says is there",
            trigger: ".o_field_widget[name=product_ids]:contains(Kettle 1.7)",
        },
    ],
});

tours.add("capa_plan_owner_analyses", {
    steps: () => [
        press("Look for the causes"),
        done("D2"),
        {
            content: "a branch of the diagram adds a cause",
            trigger: ".o_fishbone_branch[data-branch=material]",
            run: "click",
        },
        {
            content: "why?",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Steel of another supplier",
        },
        {
            content: "it is a root cause",
            trigger: ".modal .o_field_widget[name=is_root] input",
            run: "click",
        },
        {
            content: "shown by",
            trigger: ".modal .o_field_widget[name=evidence] textarea",
            run: "edit Analysis of five pieces",
        },
        {
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "it is drawn",
            trigger: ".o_fishbone_cause:contains(Steel of another supplier)",
        },
        {
            content: "the escape is still missing",
            trigger: ".o_capa_gate_missing:contains(Why it was not found)",
        },
    ],
});

tours.add("capa_plan_owner_puts_up", {
    steps: () => [
        press("Put up for decision"),
        {
            content: "the vice GM is asked",
            trigger: ".o_approval_chain .o_approval_turn[data-state=open]",
        },
    ],
});

tours.add("capa_plan_vice_approves", {
    steps: () => [
        {
            content: "approve in the list of what waits",
            trigger: ".o_data_row button:contains(/^Approve$/)",
            run: "click",
        },
        {
            trigger: ".o_view_nocontent:contains(Nothing waits for you)",
        },
    ],
});

tours.add("capa_plan_doer_carries_out", {
    steps: () => [
        {
            content: "what shows it",
            trigger: ".o_field_widget[name=evidence] textarea",
            run: "edit Certificate of the new supplier",
        },
        press("Done"),
        {
            trigger: ".o_statusbar_status button.o_arrow_button_current:contains(Done)",
        },
    ],
});

tours.add("capa_plan_owner_has_it_checked", {
    steps: () => [press("All carried out: check the effect"), now("D6")],
});

tours.add("capa_plan_verifier_judges", {
    steps: () => [
        {
            content: "what was found",
            trigger: ".o_field_widget[name=result] textarea",
            run: "edit One hundred pieces, no leak",
        },
        press("Effective"),
        {
            trigger:
                ".o_statusbar_status button.o_arrow_button_current:contains(Effective)",
        },
    ],
});

tours.add("capa_plan_owner_has_it_confirmed", {
    steps: () => [
        press("Have the effect confirmed"),
        {
            trigger: ".o_approval_chain .o_approval_turn[data-state=open]",
        },
    ],
});

tours.add("capa_plan_owner_closes", {
    steps: () => [
        {
            trigger: ".o_field_widget[name=prevention] textarea",
            run: "edit The same steel for all kettles",
        },
        {
            trigger: ".o_field_widget[name=no_lesson] textarea",
            run: "edit The training of buyers says so already",
        },
        {
            trigger: ".o_field_widget[name=conclusion] textarea",
            run: "edit A new supplier is tried first",
        },
        press("Close"),
        done("D8"),
    ],
});

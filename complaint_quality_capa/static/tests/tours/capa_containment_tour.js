import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("capa_containment_quality_blocks", {
    steps: () => [
        {
            content: "what holds it back? its stock is blocked",
            trigger: ".o_capa_section button:contains(Block stock)",
            run: "click",
        },
        {
            content: "the lot of the plan is there",
            trigger: ".o_field_widget[name=line_ids]:contains(L-1)",
        },
        {
            content: "why",
            trigger: ".o_field_widget[name=reason] textarea",
            run: "edit Leaks at the base",
        },
        {
            content: "at once, asked of nobody",
            trigger: ".o_form_statusbar button:contains(/^Block now$/):enabled",
            run: "click",
        },
        {
            content: "it is blocked",
            trigger: ".o_field_widget[name=line_ids] .badge:contains(/^Blocked$/)",
        },
        {
            content: "a delivery is stopped",
            trigger: ".oe_stat_button:contains(Stopped):contains(1)",
        },
        {
            content: "who has got it?",
            trigger: ".o_capa_delivered button",
            run: "click",
        },
        {
            content: "nobody so far",
            trigger: ".o_capa_delivered p:contains(No customer)",
        },
    ],
});

tours.add("capa_containment_clerk_is_refused", {
    steps: () => [
        {
            content: "the transfer says what is blocked",
            trigger: ".alert-danger:contains(L-1: it may not leave. Ask Quality)",
        },
        {
            content: "he sends it all the same",
            trigger: ".o_form_statusbar button[name=button_validate]:enabled",
            run: "click",
        },
        {
            content: "refused, with whom to ask",
            trigger: ".modal:contains(Lot L-1 of Kettle 1.7 is blocked. Ask Quality)",
        },
        {
            trigger: ".modal footer button",
            run: "click",
        },
        {
            content: "it is where it was",
            trigger: ".o_form_statusbar button[name=button_validate]:enabled",
        },
    ],
});

import {registry} from "@web/core/registry";

const openTheCase = [
    {
        content: "the mail of the customer is in the list",
        trigger: ".o_data_row .o_data_cell[name=title]:contains(Glaze chipped)",
        run: "click",
    },
    {content: "the case is open", trigger: ".o_form_view .o_field_widget[name=number]"},
];

const press = (button) => ({
    content: `press ${button}`,
    trigger: `.o_form_statusbar button:contains(/^${button}$/):enabled`,
    run: "click",
});

const stands = (state) => ({
    content: `the case stands at ${state}`,
    trigger: `.o_statusbar_status button[data-value=${state}].o_arrow_button_current:not(:visible), .o_statusbar_status button[data-value=${state}].o_arrow_button_current`,
});

registry.category("web_tour.tours").add("complaint_case_officer_accepts", {
    steps: () => [
        ...openTheCase,
        {
            content: "choose the category",
            trigger: ".o_field_widget[name=category_id] input",
            run: "edit Product quality",
        },
        {
            trigger:
                ".o-autocomplete--dropdown-item:contains(Quality / Product quality)",
            run: "click",
        },
        press("Accept"),
        stands("accepted"),
        press("Investigate"),
        stands("investigating"),
        {
            content: "the handling form says what is to be decided",
            trigger: "button[name=action_open_handling_form]",
            run: "click",
        },
        {
            content: "what the customer is told",
            trigger: ".o_field_widget[name=outcome] textarea",
            run: "edit Credited 36 plates.",
        },
        {
            content: "whose fault it is",
            trigger: ".o_field_widget[name=responsible_kind] input",
            run: "click",
        },
        {trigger: ".o_select_menu_item:contains(The company)", run: "click"},
        {
            content: "what he gets",
            trigger: ".o_field_widget[name=remedy_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=remedy_ids] .o_field_widget[name=type_id] input",
            run: "edit Explanation",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Explanation)",
            run: "click",
        },
        press("Submit for decision"),
        stands("deciding"),
    ],
});

registry.category("web_tour.tours").add("complaint_case_executive_decides", {
    steps: () => [
        ...openTheCase,
        press("Back to investigation"),
        {
            content: "sending back asks why",
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit Which boxes were chipped?",
        },
        {trigger: ".modal button:contains(Go on)", run: "click"},
        stands("investigating"),
    ],
});

registry.category("web_tour.tours").add("complaint_case_executive_approves", {
    steps: () => [...openTheCase, press("Decide as proposed"), stands("approved")],
});

registry.category("web_tour.tours").add("complaint_case_officer_closes", {
    steps: () => [
        ...openTheCase,
        press("Confirm with customer"),
        stands("confirming"),
        press("Close"),
        stands("closed"),
        {
            content: "who did what, and why, is on file",
            trigger: "button[name=action_open_trail]",
            run: "click",
        },
        {trigger: ".o_data_row:contains(Which boxes were chipped?)"},
        {trigger: ".o_data_row:contains(Confirming with customer):contains(Closed)"},
    ],
});

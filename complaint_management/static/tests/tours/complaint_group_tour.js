import {registry} from "@web/core/registry";

const WORDS = "The glaze was fired too hot. We are sorry.";

const press = (button, within = "body:not(:has(.modal)) .o_form_statusbar") => ({
    content: `press ${button}`,
    trigger: `${within} button:contains(/^${button}$/):enabled`,
    run: "click",
});

const tick = (words) => ({
    content: `choose ${words}`,
    trigger: `.o_data_row:contains(${words}) .o_list_record_selector input`,
    run: "click",
});

const write = (field, text, within = "") => ({
    content: `write ${field}`,
    trigger: `${within} .o_field_widget[name=${field}] :is(input, textarea)`.trim(),
    run: `edit ${text}`,
});

const pick = (field, label, within = "") => [
    write(field, label, within),
    {
        content: `choose ${label}`,
        trigger: `.o-autocomplete--dropdown-item:contains(${label})`,
        run: "click",
    },
];

const REMEDIES = ".o_field_widget[name=remedy_ids]";
const tours = registry.category("web_tour.tours");

tours.add("complaint_group_officer_handles_together", {
    steps: () => [
        tick("(0)"),
        tick("(1)"),
        tick("(2)"),
        {
            content: "what can be done with them",
            trigger: ".o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {trigger: ".o-dropdown-item:contains(Handle together)", run: "click"},
        {
            content: "the one that is furthest leads",
            trigger: ".modal .o_field_widget[name=lead_id] input:value(/\\(0\\)/)",
        },
        press("Handle together", ".modal footer"),
        {
            content: "the lead is open",
            trigger:
                "body:not(:has(.modal)) button[name=action_open_members]:contains(2)",
        },
        {trigger: "button[name=action_open_handling_form]", run: "click"},
        {
            content: "it decides for the others",
            trigger: ".alert:contains(Decides for)",
        },
        {
            content: "whose fault",
            trigger: ".o_field_widget[name=responsible_kind] input",
            run: "click",
        },
        {trigger: ".o_select_menu_item:contains(The company)", run: "click"},
        {trigger: `${REMEDIES} .o_field_x2many_list_row_add a`, run: "click"},
        ...pick("type_id", "Compensation", `${REMEDIES} .o_selected_row`),
        write("amount", "80", `${REMEDIES} .o_selected_row`),
        write("outcome", WORDS),
        {content: "save", trigger: ".o_form_button_save", run: "click"},
        {
            content: "the same for all",
            trigger: `${REMEDIES} .o_data_row button[name=action_same_for_members]`,
            run: "click",
        },
        press("Remedies of all"),
        {
            content: "one for each",
            trigger: ".o_list_view .o_data_row:nth-child(3):contains(Compensation)",
        },
        {
            content: "back",
            trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item:last a",
            run: "click",
        },
        press("Submit for decision"),
        {
            content: "it waits for the decision",
            trigger:
                ".o_statusbar_status button[data-value=deciding].o_arrow_button_current",
        },
    ],
});

tours.add("complaint_group_officer_looks", {
    steps: () => [
        {
            content: "open the lead",
            trigger: ".o_data_row .o_data_cell[name=title]:contains((0))",
            run: "click",
        },
        {trigger: "button[name=action_open_members]", run: "click"},
        {
            content: "the others are decided too",
            trigger: ".o_list_view .o_data_row:nth-child(2):contains(Decided)",
        },
        {
            content: "open one",
            trigger: ".o_data_row .o_data_cell[name=title]:contains((1))",
            run: "click",
        },
        {
            content: "it says with which it was decided",
            trigger: ".alert:contains(Handled together with)",
        },
        {trigger: "button[name=action_open_replies]", run: "click"},
        {
            content: "he was told what he gets",
            trigger: ".o_list_view .o_data_row:contains(Sent)",
        },
    ],
});

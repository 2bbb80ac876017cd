import {registry} from "@web/core/registry";

const press = (button) => ({
    content: `press ${button}`,
    trigger: `.o_form_statusbar button:contains(/^${button}$/):enabled`,
    run: "click",
});

const tab = (name) => ({
    content: `page ${name}`,
    trigger: `.o_notebook .nav-link[name=${name}]`,
    run: "click",
});

const type = (field, text, kind = "textarea") => ({
    content: `fill in ${field}`,
    trigger: `.o_field_widget[name=${field}] ${kind}`,
    run: `edit ${text}`,
});

const now = (state) => ({
    content: `it is ${state}`,
    trigger: `.o_statusbar_status button.o_arrow_button_current:contains(${state})`,
});

registry.category("web_tour.tours").add("capa_recall_to_the_last_customer", {
    steps: () => [
        type("name", "Plates may burst"),
        {
            content: "name a lot",
            trigger: ".o_field_widget[name=lot_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "its number",
            trigger:
                ".o_field_widget[name=lot_ids] .o_field_widget[name=lot_name] input",
            run: "edit LOT-A",
        },
        type("reason", "Three bursts in one week"),
        tab("words"),
        type("hazard", "The plate bursts when it is hot"),
        type("instruction", "Stop selling and send it back"),
        {
            content: "save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {trigger: ".o_form_saved, .o_form_view:not(.o_form_dirty)"},
        press("Trace"),
        tab("customers"),
        {
            content: "who got it is seen before anybody is told",
            trigger: ".o_field_widget[name=line_ids] td:contains(Guest House)",
        },
        press("Recall at once"),
        {
            content: "it is meant",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        now("Recalled"),
        press("Tell the customers"),
        tab("customers"),
        {
            content: "a letter for who has no address",
            trigger: ".o_field_widget[name=line_ids] td:contains(Letter to print)",
        },
        {
            content: "the dealer had some destroyed",
            trigger:
                ".o_field_widget[name=line_ids] tr:contains(Golden House) td[name=destroyed_qty]",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=line_ids] .o_field_widget[name=destroyed_qty] input",
            run: "edit 120",
        },
        {
            content: "save the row",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "80 are missing there",
            trigger:
                ".o_field_widget[name=line_ids] tr:contains(Golden House) td[name=missing_qty]:contains(80)",
        },
        {
            content: "the rest of it came back",
            trigger:
                ".o_field_widget[name=line_ids] tr:contains(Golden House) button[name=action_all_returned]",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=line_ids] tr:contains(Golden House):not(:has(button[name=action_all_returned]))",
        },
        {
            content: "so did that of the guest house",
            trigger:
                ".o_field_widget[name=line_ids] tr:contains(Guest House) button[name=action_all_returned]",
            run: "click",
        },
        {
            content: "everything is accounted for",
            trigger: ".o_field_widget[name=progress]:contains(100)",
        },
        tab("authority"),
        {
            content: "the authority was informed",
            trigger: ".o_field_widget[name=report_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=authority] input",
            run: "edit Market supervision",
        },
        {
            trigger: ".modal .o_field_widget[name=text] textarea",
            run: "edit 250 plates, all accounted for",
        },
        {
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=report_ids] td:contains(Market supervision)",
        },
        press("Close"),
        now("Closed"),
    ],
});

import {registry} from "@web/core/registry";

const openCase = (title) => [
    {
        content: `${title} is in the list`,
        trigger: `.o_data_row .o_data_cell[name=title]:contains(${title})`,
        run: "click",
    },
    {content: "the case is open", trigger: ".o_form_view .o_field_widget[name=number]"},
];

const press = (button) => ({
    content: `press ${button}`,
    trigger: `.o_form_statusbar button:contains(/^${button}$/):enabled`,
    run: "click",
});

const pressInForm = (button) => ({
    content: `press ${button} in the form that asks`,
    trigger: `.modal footer button:contains(/^${button}$/):enabled`,
    run: "click",
});

const stands = (state) => ({
    content: `the case stands at ${state}`,
    trigger: `body:not(:has(.modal)) .o_statusbar_status button[data-value=${state}].o_arrow_button_current:not(:visible), body:not(:has(.modal)) .o_statusbar_status button[data-value=${state}].o_arrow_button_current`,
});

const write = (field, text, within = "") => ({
    content: `write ${field}`,
    trigger: `${within} .o_field_widget[name=${field}] :is(input, textarea)`.trim(),
    run: `edit ${text}`,
});

const choose = (field, typed, found, within = "") => [
    write(field, typed, within),
    {
        content: `choose ${found}`,
        trigger: `.o-autocomplete--dropdown-item:contains(${found})`,
        run: "click",
    },
];

const answer = (row, label) => ({
    content: `answer question ${row} with ${label}`,
    trigger: `.modal .o_complaint_question:nth-child(${row}) button:contains(/^${label}$/)`,
    run: "click",
});

const tours = registry.category("web_tour.tours");

tours.add("complaint_intake_clerk_settles", {
    steps: () => [
        {trigger: ".o_list_button_add", run: "click"},
        write("title", "Rim of the plate chipped"),
        write("partner_name", "Ms. Lin"),
        ...choose("category_id", "Product quality", "Quality / Product quality"),
        {
            content: "the product",
            trigger: ".o_notebook .nav-link:contains(Products)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        ...choose("product_id", "Lotus plate", "Lotus plate", ".modal"),
        write("defective_qty", "1", ".modal"),
        {trigger: ".modal .o_form_button_save", run: "click"},
        {trigger: "body:not(:has(.modal)) .o_data_row:contains(Lotus plate)"},
        {content: "register", trigger: ".o_form_button_save", run: "click"},
        {
            content: "it has a number",
            trigger: ".o_field_widget[name=number]:contains(/\\d/)",
        },
        press("Settled on the spot"),
        ...choose("remedy_type_id", "Refund", "Refund", ".modal"),
        {
            content: "he reads how far he may go",
            trigger: ".modal .o_field_widget[name=limit]:contains(100)",
        },
        write("amount", "20", ".modal"),
        write("outcome", "The price of the plate given back.", ".modal"),
        pressInForm("Settled"),
        stands("confirming"),
    ],
});

tours.add("complaint_intake_officer_accepts", {
    steps: () => [
        ...openCase("Kettle leaks"),
        {
            content: "the form says what is asked before the next step",
            trigger: ".o_field_widget[name=hint]:contains(our own products)",
        },
        press("Accept"),
        answer(1, "Yes"),
        answer(2, "Yes"),
        answer(3, "Yes"),
        answer(4, "Yes"),
        pressInForm("Accept"),
        stands("accepted"),
        {
            content: "how it was answered is on file",
            trigger: "button[name=action_open_answers]",
            run: "click",
        },
        {trigger: ".o_data_row:contains(our own products):contains(Yes)"},
    ],
});

tours.add("complaint_intake_officer_refuses", {
    steps: () => [
        ...openCase("Glass of another brand"),
        press("Accept"),
        answer(3, "No"),
        pressInForm("Do not accept"),
        write("reason", "Bought from another company.", ".modal"),
        write("redress", "The shop that sold it.", ".modal"),
        pressInForm("Go on"),
        stands("refused"),
        {
            content: "the other way to redress is on file",
            trigger: ".o_notebook .nav-link:contains(Outcome)",
            run: "click",
        },
        {trigger: ".o_field_widget[name=redress]:contains(The shop that sold it.)"},
    ],
});

tours.add("complaint_intake_clerk_hands_over", {
    steps: () => [
        ...openCase("Lid cracked"),
        {
            content: "hand it over",
            trigger: "button:contains(Hand over)",
            run: "click",
        },
        ...choose("to_user_id", "Colleague", "Colleague", ".modal"),
        write("reason", "On leave from Monday.", ".modal"),
        {trigger: ".modal .o_form_button_save", run: "click"},
        {
            content: "it waits for an answer, and can be taken back",
            trigger:
                "body:not(:has(.modal)) .alert:contains(Colleague):contains(On leave from Monday.) button[name=action_withdraw_handover]",
        },
        {
            content: "until then nothing changes",
            trigger: ".o_field_widget[name=receiver_id]:contains(Clerk)",
        },
    ],
});

tours.add("complaint_intake_colleague_takes_over", {
    steps: () => [
        ...openCase("Lid cracked"),
        {
            content: "take it over",
            trigger: "button[name=action_accept_handover]",
            run: "click",
        },
        {
            content: "he answers to the customer now",
            trigger: ".o_field_widget[name=receiver_id]:contains(Colleague)",
        },
        {trigger: "body:not(:has(button[name=action_accept_handover]))"},
    ],
});

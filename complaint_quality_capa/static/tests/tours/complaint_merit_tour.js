import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const ROW = ".o_data_row:has(.o_data_cell[name=reference]:contains(/^M2/))";

const press = (button) => ({
    content: `press ${button}`,
    trigger: `.o_form_statusbar button:contains(/^${button}$/):enabled`,
    run: "click",
});

const confirm = {
    content: "it is meant",
    trigger: ".modal-footer .btn-primary",
    run: "click",
};

const write = (field, words, kind = "textarea", place = "") => ({
    content: `fill in ${field}`,
    trigger: `${place} .o_field_widget[name=${field}] ${kind}`,
    run: `edit ${words}`,
});

const select = (field, label) => [
    {
        content: `choose ${field}`,
        trigger: `.o_field_widget[name=${field}] input`,
        run: "click",
    },
    {trigger: `.o_select_menu_item:contains(${label})`, run: "click"},
];

const now = (state) => ({
    content: `it is ${state}`,
    trigger: `.o_statusbar_status button.o_arrow_button_current:contains(${state})`,
});

const firstOfMonth = () => luxon.DateTime.now().startOf("month").toFormat("MM/dd/yyyy");

tours.add("complaint_merit_is_told", {
    steps: () => [
        {
            content: "what was drawn from the finding",
            trigger: ".o_data_row:contains(A limit was not kept):contains(Seller)",
        },
        {
            trigger: ".o_data_row .o_data_cell[name=number]",
            run: "click",
        },
        {
            content: "nothing is taken from anybody yet",
            trigger: ".o_form_view:not(:has(.o_field_widget[name=instalment_ids]))",
        },
        press("Tell whom it is about"),
        now("Being heard"),
        press("Put up for decision"),
        {
            content: "he has his days first",
            trigger: ".modal:contains(He may object until)",
        },
        {trigger: ".modal-footer button", run: "click"},
        now("Being heard"),
    ],
});

tours.add("complaint_merit_is_objected_to", {
    steps: () => [
        {
            content: "it is said that nothing is decided",
            trigger: ".alert:contains(This is proposed, not decided)",
        },
        press("Object…"),
        write("reason", "The laboratory was late.", "textarea", ".modal"),
        {
            content: "hand it in",
            trigger: ".modal-footer button:contains(/^Object$/)",
            run: "click",
        },
        now("Objected to"),
        {
            content: "his words are there as he wrote them",
            trigger:
                ".o_field_widget[name=objection]:contains(The laboratory was late.)",
        },
    ],
});

tours.add("complaint_merit_is_answered", {
    steps: () => [
        {trigger: ".o_field_widget[name=objection]:contains(The laboratory was late.)"},
        write("answer", "It was asked on the ninth day."),
        press("Put up for decision"),
        now("Being decided"),
    ],
});

tours.add("complaint_merit_is_decided", {
    steps: () => [
        {
            content: "open what waits",
            trigger: `${ROW} .o_data_cell[name=reference]`,
            run: "click",
        },
        press("Decide"),
        {
            content: "who decides reads objection and answer",
            trigger:
                ".modal .o_field_widget[name=facts]:contains(The laboratory was late.):contains(It was asked on the ninth day.)",
        },
        {
            content: "sign",
            trigger: ".modal-footer button:contains(Sign)",
            run: "click",
        },
        {trigger: ".o_form_statusbar:not(:has(button[name=action_decide_mine]))"},
    ],
});

tours.add("complaint_merit_is_published", {
    steps: () => [
        now("Decided"),
        press("Publish"),
        confirm,
        {
            content: "the notice",
            trigger: ".o_field_widget[name=circular_id] a:contains(/./)",
        },
        {
            content: "what payroll will be handed",
            trigger:
                ".o_field_widget[name=instalment_ids] .o_data_row:contains(200.00)",
        },
    ],
});

tours.add("complaint_merit_reward_is_proposed", {
    steps: () => [
        ...select("sense", "Reward"),
        ...select("finding", "Timely"),
        write("employee_id", "Seller", "input"),
        {trigger: ".o-autocomplete--dropdown-item:contains(Seller)", run: "click"},
        write("amount", "500", "input"),
        {
            content: "from this month on",
            trigger: ".o_field_widget[name=first_month] input",
            run: (helpers) => helpers.edit(firstOfMonth()),
        },
        write("facts", "Every limit was kept for half a year."),
        {content: "save", trigger: ".o_form_button_save", run: "click"},
        {trigger: ".o_form_saved, .o_form_view:not(.o_form_dirty)"},
        {
            content: "thanks need no hearing",
            trigger: ".o_form_statusbar:not(:has(button[name=action_tell]))",
        },
        press("Put up for decision"),
        now("Being decided"),
    ],
});

tours.add("complaint_merit_reward_is_decided", {
    steps: () => [
        {
            content: "approve in the list",
            trigger: `${ROW} button:contains(/^Approve$/)`,
            run: "click",
        },
        {trigger: ".o_view_nocontent:contains(Nothing waits for you)"},
    ],
});

tours.add("complaint_merit_payroll_is_handed", {
    steps: () => [
        {content: "save", trigger: ".o_form_button_save", run: "click"},
        press("Collect what is due"),
        {
            content: "what is due this month",
            trigger:
                ".o_field_widget[name=instalment_ids] .o_data_row:contains(500.00)",
        },
        press("Hand over"),
        confirm,
        now("Handed over"),
        {
            content: "the workbook for payroll",
            trigger: ".o_field_widget[name=file] a:contains(/xlsx/)",
        },
    ],
});

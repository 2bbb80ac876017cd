import {registry} from "@web/core/registry";

const TITLE = "Plates chipped";
const WORDS = "We take 30 plates back and credit 150.";

const open = (cell, words) => ({
    content: `open ${words}`,
    trigger: `.o_data_row .o_data_cell[name=${cell}]:contains(${words})`,
    run: "click",
});

const openCase = [
    open("title", TITLE),
    {content: "the case is open", trigger: ".o_form_view .o_field_widget[name=number]"},
];

const press = (button) => ({
    content: `press ${button}`,
    trigger: `body:not(:has(.modal)) .o_form_statusbar button:contains(/^${button}$/):enabled`,
    run: "click",
});

const pressInForm = (button) => ({
    content: `press ${button} in the form that asks`,
    trigger: `.modal footer button:contains(/^${button}$/):enabled`,
    run: "click",
});

const stands = (state) => ({
    content: `it stands at ${state}`,
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

const select = (field, label) => [
    {
        content: `choose ${field}`,
        trigger: `.o_field_widget[name=${field}] input`,
        run: "click",
    },
    {trigger: `.o_select_menu_item:contains(${label})`, run: "click"},
];

const stat = (method) => ({
    content: `open ${method}`,
    trigger: `button[name=${method}]`,
    run: "click",
});

const REMEDIES = ".o_field_widget[name=remedy_ids]";

const addRemedy = (row, kind) => [
    {
        content: `propose: ${kind}`,
        trigger: `${REMEDIES} .o_field_x2many_list_row_add a`,
        run: "click",
    },
    ...choose(
        "type_id",
        kind,
        kind,
        `${REMEDIES} .o_data_row:nth-child(${row}).o_selected_row`
    ),
];

const tours = registry.category("web_tour.tours");

tours.add("complaint_settlement_clerk_registers", {
    steps: () => [
        {trigger: ".o_list_button_add", run: "click"},
        write("title", TITLE),
        ...choose("partner_id", "Golden House", "Golden House Trading"),
        ...choose("category_id", "Product quality", "Quality / Product quality"),
        write("claimed_amount", "12000"),
        {
            content: "the product",
            trigger: ".o_notebook .nav-link:contains(Products)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        ...choose("product_id", "Plate", "Plate", ".modal"),
        write("order_reference", "SO-1001", ".modal"),
        write("lot_name", "LOT-A", ".modal"),
        write("defective_qty", "30", ".modal"),
        {trigger: ".modal .o_form_button_save", run: "click"},
        {trigger: "body:not(:has(.modal)) .o_data_row:contains(LOT-A)"},
        {content: "register", trigger: ".o_form_button_save", run: "click"},
        {
            content: "it has a number",
            trigger: ".o_field_widget[name=number]:contains(/\\d/)",
        },
    ],
});

tours.add("complaint_settlement_officer_accepts", {
    steps: () => [
        ...openCase,
        press("Accept"),
        stands("accepted"),
        press("Investigate"),
        stands("investigating"),
    ],
});

tours.add("complaint_settlement_vice_talks", {
    steps: () => [
        ...openCase,
        stat("action_open_handling_form"),
        {
            content: "he leads the talks",
            trigger: ".o_field_widget[name=talks_leader_id]:contains(Vice)",
        },
        press("Note a talk"),
        write("words", "He takes the credit and sends 30 back.", ".modal"),
        {trigger: ".modal .o_form_button_save", run: "click"},
        {
            content: "the talk counts",
            trigger: "body:not(:has(.modal)) .o_field_widget[name=talked_on]",
        },
    ],
});

tours.add("complaint_settlement_officer_proposes", {
    steps: () => [
        ...openCase,
        stat("action_open_handling_form"),
        write("cause", "Packed without interleaf paper."),
        ...select("responsible_kind", "The company"),
        ...choose("responsible_department_id", "Plant", "Plant 1"),
        ...select("talks_result", "He agrees"),
        ...addRemedy(1, "Return"),
        {
            content: "what was complained about stands there by itself",
            trigger: `${REMEDIES} .o_selected_row .o_field_widget[name=product_id] input:value(Plate)`,
        },
        ...addRemedy(2, "Refund"),
        write("amount", "150", `${REMEDIES} .o_selected_row`),
        write("outcome", WORDS),
        press("Submit for decision"),
        stands("deciding"),
        {
            content: "whose turn it is stands below",
            trigger:
                ".o_approval_chain .o_approval_turn[data-state=open]:contains(Sales branch)",
        },
    ],
});

const ROW = ".o_data_row:has(.o_data_cell[name=reference])";

tours.add("complaint_settlement_approves", {
    steps: () => [
        {
            content: "one thing waits",
            trigger: `${ROW} button:contains(/^Approve$/)`,
            run: "click",
        },
        {trigger: ".o_view_nocontent:contains(Nothing waits for you)"},
    ],
});

tours.add("complaint_settlement_gm_decides", {
    steps: () => [
        {trigger: `${ROW} .o_data_cell[name=reference]`, run: "click"},
        {
            content: "he reads what he decides on",
            trigger: `.o_field_widget[name=facts]:contains(${WORDS}):contains(Packed without interleaf paper.)`,
        },
        {
            content: "three have signed",
            trigger:
                ".o_approval_chain:has(.o_approval_turn[data-state=approved]:contains(Vice GM in charge))",
        },
        press("Decide"),
        {
            content: "approve",
            trigger: ".modal-footer button:contains(Sign)",
            run: "click",
        },
        {
            trigger:
                ".o_approval_chain .o_approval_turn[data-state=approved]:contains(General manager)",
        },
    ],
});

tours.add("complaint_settlement_officer_tells", {
    steps: () => [
        ...openCase,
        stands("approved"),
        {trigger: "button[name=action_reply]", run: "click"},
        ...select("kind", "Decision"),
        ...select("medium", "Telephone"),
        {
            content: "it says what was approved",
            trigger: `.o_field_widget[name=body]:contains(${WORDS})`,
        },
        press("It was said"),
        stands("sent"),
    ],
});

tours.add("complaint_settlement_bookkeeper_credits", {
    steps: () => [
        open("type_id", "Refund"),
        press("Make the credit note"),
        {
            content: "the ERP's own credit note, for what was approved",
            trigger: ".o_field_widget[name=tax_totals]:contains(150.00)",
        },
        press("Confirm"),
        stands("posted"),
    ],
});

tours.add("complaint_settlement_storeman_takes_back", {
    steps: () => [
        open("type_id", "Return"),
        press("Make the return"),
        {
            content: "the ERP's own transfer",
            trigger: ".o_field_widget[name=move_ids] .o_data_row:contains(Plate)",
        },
        press("Validate"),
        stands("done"),
    ],
});

tours.add("complaint_settlement_officer_asks_whether_solved", {
    steps: () => [...openCase, press("Confirm with customer"), stands("confirming")],
});

tours.add("complaint_settlement_branch_confirms", {
    steps: () => [
        ...openCase,
        press("It is solved"),
        write("words", "Mr. Li got his credit, the plates are back.", ".modal"),
        pressInForm("Go on"),
        {
            content: "it waits for nobody any more",
            trigger:
                "body:not(:has(.modal)) .o_form_statusbar:not(:has(button[name=action_confirm_solved]))",
        },
    ],
});

tours.add("complaint_settlement_officer_closes", {
    steps: () => [...openCase, press("Close"), stands("closed")],
});

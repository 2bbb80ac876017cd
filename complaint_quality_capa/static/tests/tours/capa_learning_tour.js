import {registry} from "@web/core/registry";

/** Somebody reads a circular on his phone and says so (R-Q11). */
registry.category("web_tour.tours").add("capa_learning_read", {
    steps: () => [
        {
            content: "open what is to be read",
            trigger: ".o_kanban_record:contains(Kettles leak at the seam)",
            run: "click",
        },
        {
            content: "the text is there",
            trigger: ".o_form_view .o_field_widget[name=text]:contains(boiling water)",
        },
        {
            content: "I have read it",
            trigger: ".o_form_view button[name=action_confirm]",
            run: "click",
        },
        {
            trigger: ".o_form_view:not(:has(button[name=action_confirm]))",
        },
    ],
});

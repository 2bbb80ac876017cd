import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

function fill(name, words) {
    return {
        trigger: `.o_field_widget[name=${name}] textarea`,
        run: `edit ${words}`,
    };
}

function press(label) {
    return {
        content: `press “${label}”`,
        trigger: `.o_statusbar_buttons button:contains(/^${label}$/)`,
        run: "click",
    };
}

function now(label) {
    return {
        trigger: `.o_statusbar_status button.o_arrow_button_current:contains(${label})`,
    };
}

tours.add("capa_suggestion_hand_in", {
    steps: () => [
        {
            content: "a new suggestion",
            trigger: ".o_list_button_add",
            run: "click",
        },
        fill("name", "A gauge beside the welding head"),
        fill("text", "Measure the holder each Monday"),
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "it is saved",
            trigger: ".o_field_widget[name=proposer_id]",
        },
        now("Handed in"),
    ],
});

tours.add("capa_suggestion_answer", {
    steps: () => [
        press("Take it up"),
        now("Under review"),
        fill("answer", "The line is taken down in March"),
        press("Do not adopt"),
        {
            trigger: ".o_field_widget[name=answer]:contains(taken down in March)",
        },
        {
            trigger: ".o_statusbar_buttons button:contains(Look at it again)",
        },
    ],
});

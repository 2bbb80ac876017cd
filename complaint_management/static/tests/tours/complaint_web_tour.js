import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("complaint_web_file", {
    steps: () => [
        {trigger: "button:contains(Send)", run: "click", expectUnloadPage: true},
        {trigger: "#faults a:contains(your name)"},
        {trigger: "#what", run: "edit The lid of the kettle leaks."},
        {trigger: "#product", run: "edit Lotus kettle"},
        {trigger: "#name", run: "edit Li Na"},
        {trigger: "#email", run: "edit li.na@example.com"},
        {trigger: "button:contains(Send)", run: "click", expectUnloadPage: true},
        {trigger: ".alert-success:contains(We have it)"},
        {trigger: ".o_complaint_web_steps .o_complaint_now:contains(We have it)"},
        {trigger: "#add summary", run: "click"},
        {trigger: "#add_text", run: "edit It is the blue one."},
        {trigger: "#add button", run: "click", expectUnloadPage: true},
        {trigger: ".o_complaint_web_words:contains(It is the blue one.)"},
        {trigger: "#ask summary", run: "click"},
        {trigger: "#ask_text", run: "edit When do I hear from you?"},
        {trigger: "#ask button", run: "click", expectUnloadPage: true},
        {trigger: "article:contains(When do I hear from you?)"},
    ],
});

tours.add("complaint_web_confirm", {
    steps: () => [
        {trigger: "h1:contains(whether it is solved)"},
        {trigger: "#solved_yes", run: "click"},
        {trigger: "#judge button", run: "click", expectUnloadPage: true},
        {trigger: "h1:contains(It is settled)"},
        {trigger: "#rate fieldset:eq(1) label:contains(4)", run: "click"},
        {trigger: "#rate textarea", run: "edit It took a while."},
        {trigger: "#rate button", run: "click", expectUnloadPage: true},
        {trigger: ".alert-success:contains(Thank you)"},
    ],
});

import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

const click = (content, trigger) => ({content, trigger, run: "click"});

const choose = (select, code) => ({
    content: `choose ${code}`,
    trigger: `select.o_complaint_chart_${select}`,
    run: `select ${code}`,
});

const rows = (words) => ({
    content: `the records behind it: ${words}`,
    trigger: `.o_list_view .o_data_row:contains(${words})`,
});

const back = click("back to the picture", ".o_breadcrumb .o_back_button a");

const fromMenu = (entry) => [
    click("open reporting", ".o_menu_sections button:contains(/^Reporting$/)"),
    click(`open ${entry}`, `.o-dropdown--menu .dropdown-item:contains(/^${entry}$/)`),
];

const drawn = {
    content: "the picture is drawn",
    trigger: ".o_complaint_chart_picture canvas",
    timeout: 60000,
    run({anchor}) {
        const chart = window.Chart.getChart(anchor);
        if (!chart || !chart.data.datasets.length) {
            throw new Error("Nothing is drawn on the canvas.");
        }
    },
};

const fetched = (content) => ({
    content,
    trigger: "body:not(:has(.o_blockUI)):not(:has(.modal)):not(:has(.o_error_dialog))",
});

const tours = registry.category("web_tour.tours");

tours.add("complaint_reports_from_picture_to_records", {
    steps: () => [
        drawn,
        choose("figure", "complaints"),
        choose("by", "channel_id"),
        choose("months", "3"),
        drawn,
        click(
            "the longest bar",
            ".o_complaint_chart .list-group-item:first-child:contains(100 %)"
        ),
        rows("Lid cracked"),
        click("open one", ".o_data_row .o_data_cell[name=title]:contains(Lid cracked)"),
        {content: "the case", trigger: ".o_form_view .o_field_widget[name=number]"},
        back,
        back,
        {content: "as it was chosen", trigger: ".o_complaint_chart_by"},
        ...fromMenu("Control chart"),
        choose("figure", "complaints"),
        drawn,
        {
            content: "with its limits and what they mean",
            trigger: ".o_complaint_chart p:contains(three standard deviations)",
        },
    ],
});

tours.add("complaint_reports_dashboard", {
    steps: () => [
        click(
            "the dashboard of complaints",
            ".o_spreadsheet_dashboard_search_panel .o_search_panel_category_value:contains(/^Complaints$/)"
        ),
        {content: "its pictures", trigger: ".o_renderer .o-figure canvas"},
        click("a figure", ".o-figure canvas.o-scorecard[role='button']"),
        click("what it is made of", ".o_pivot_view .o_pivot_cell_value"),
        rows("Lid cracked"),
    ],
});

tours.add("complaint_reports_form_and_register", {
    steps: () => [
        {content: "the case", trigger: ".o_form_view .o_field_widget[name=number]"},
        click("what can be done", ".o_cp_action_menus .fa-cog"),
        click("print", ".o-dropdown--menu .dropdown-toggle:contains(Print)"),
        click(
            "the registration form",
            ".o-dropdown--menu .dropdown-item:contains(/^Registration form$/)"
        ),
        fetched("the form is fetched"),
        ...fromMenu("Registers"),
        {
            content: "what opens in another tab is fetched here, to wait for it",
            trigger: ".modal footer button:contains(/^Download$/)",
            run() {
                browser.open = (url) => {
                    fetch(url).then(({status}) => {
                        document.body.dataset.fetched = status;
                    });
                    return window;
                };
            },
        },
        click("fetch it", ".modal footer button:contains(/^Download$/)"),
        fetched("the form that asked is closed"),
        {content: "the register is fetched", trigger: "body[data-fetched='200']"},
    ],
});

tours.add("complaint_reports_summary_handed_in", {
    steps: () => [
        click("open the summary", ".o_data_row .o_data_cell[name=name]"),
        {
            content: "its figures",
            trigger: ".o_field_widget[name=shown] td:contains(Complaints)",
        },
        click("what was found", ".o_notebook .nav-link:contains(Weak points)"),
        {
            content: "words to management",
            trigger: ".o_field_widget[name=conclusion] textarea",
            run: "edit Packing is too thin.",
        },
        click("hand it in", ".o_form_statusbar button:contains(/^Hand in$/)"),
        {
            content: "nothing of it is changed any more",
            trigger: ".o_form_view:not(:has([name=conclusion] textarea))",
        },
        {
            content: "it is handed in",
            trigger: ".o_form_statusbar button:contains(/^Take back$/)",
        },
    ],
});

import {
    Component,
    onWillStart,
    onWillUnmount,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";
import {loadBundle} from "@web/core/assets";
import {deserializeDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {formatFloat} from "@web/core/utils/numbers";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

const BAR = "#4EA7F2";
const LINE = "#EA6175";
const CALM = "#5FB47F";
const MUTED = "#8F95A3";

const say = (value) =>
    value === null
        ? ""
        : formatFloat(value, {digits: [16, value >= 100 || value % 1 === 0 ? 0 : 1]});

/** A picture with what it is of, how far back, its formula; a click opens the cases. */
class ComplaintChart extends Component {
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.canvas = useRef("canvas");
        this.state = useState({code: "", by: "", months: 12, data: null});
        this.display = {controlPanel: {}};
        onWillStart(async () => {
            await loadBundle("web.chartjs_lib");
            this.choices = await this.orm.call("complaint.chart", "get_choices");
            this.begin();
            await this.load();
        });
        useEffect(
            () => this.draw(),
            () => [this.state.data]
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    get isEmpty() {
        return !this.items.some((one) => one.value);
    }
    draw() {
        this.chart?.destroy();
        this.chart = null;
        if (!this.canvas.el || this.isEmpty) {
            return;
        }
        this.chart = new Chart(this.canvas.el, {
            ...this.picture,
            options: {
                ...this.picture.options,
                maintainAspectRatio: false,
                animation: false,
                interaction: {mode: "index", intersect: false},
                onClick: (ev, found) => found.length && this.open(found[0].index),
                onHover: (ev, found) => {
                    ev.native.target.style.cursor = found.length ? "pointer" : "";
                },
            },
        });
    }
    open(index) {
        return this.action.doAction(this.items[index].action);
    }
    async change(name, value) {
        this.state[name] = name === "months" ? Number(value) : value;
        this.mend();
        await this.load();
    }
    mend() {
        // Nothing hangs on another choice here
    }
}

/** The few that make most of it. */
export class Pareto extends ComplaintChart {
    static template = "complaint_reports.Pareto";
    static displayName = _t("Pareto");

    begin() {
        this.state.code = this.choices.bars[0].code;
        this.state.by = this.ways[0].code;
    }
    get ways() {
        return this.choices.bars.find((one) => one.code === this.state.code).by;
    }
    get items() {
        return this.state.data?.bars || [];
    }
    mend() {
        if (!this.ways.some((way) => way.code === this.state.by)) {
            this.state.by = this.ways[0].code;
        }
    }
    async load() {
        const {code, by, months} = this.state;
        this.state.data = await this.orm.call("complaint.chart", "get_pareto", [
            code,
            by,
            months,
        ]);
    }
    say(value) {
        return say(value);
    }
    get picture() {
        const short = (text) => (text.length > 22 ? `${text.slice(0, 21)}…` : text);
        return {
            data: {
                labels: this.items.map((bar) => short(bar.label)),
                datasets: [
                    {
                        type: "line",
                        label: _t("Together (%)"),
                        data: this.items.map((bar) => bar.cumulated),
                        borderColor: LINE,
                        backgroundColor: LINE,
                        yAxisID: "share",
                    },
                    {
                        type: "bar",
                        label: this.state.data.name,
                        data: this.items.map((bar) => bar.value),
                        backgroundColor: BAR,
                        yAxisID: "y",
                    },
                ],
            },
            options: {
                scales: {
                    x: {grid: {display: false}},
                    y: {beginAtZero: true, max: this.state.data.total},
                    share: {
                        position: "right",
                        min: 0,
                        max: 100,
                        grid: {display: false},
                        ticks: {callback: (value) => `${value} %`},
                    },
                },
                plugins: {
                    legend: {position: "bottom"},
                    tooltip: {
                        callbacks: {
                            title: (found) => this.items[found[0].dataIndex].label,
                            label: (one) => `${one.dataset.label}: ${say(one.raw)}`,
                        },
                    },
                },
            },
        };
    }
}

/** What is no chance any more. */
export class ControlChart extends ComplaintChart {
    static template = "complaint_reports.ControlChart";
    static displayName = _t("Control chart");

    begin() {
        this.state.code = this.choices.charts[0].code;
    }
    get items() {
        return this.state.data?.points || [];
    }
    get out() {
        return this.items
            .map((point, index) => ({...point, index, month: this.month(point)}))
            .filter((point) => point.out);
    }
    month(point) {
        return deserializeDate(point.day).toFormat("yyyy-MM");
    }
    async load() {
        this.state.data = await this.orm.call("complaint.chart", "get_control_chart", [
            this.state.code,
            this.state.months,
        ]);
    }
    get picture() {
        const limit = (label, name) => ({
            label,
            data: this.items.map((point) => point[name]),
            borderColor: LINE,
            borderDash: [6, 4],
            borderWidth: 1,
            pointRadius: 0,
            stepped: "middle",
            spanGaps: true,
        });
        return {
            type: "line",
            data: {
                labels: this.items.map((point) => this.month(point)),
                datasets: [
                    {
                        label: this.state.data.name,
                        data: this.items.map((point) => point.value),
                        borderColor: BAR,
                        backgroundColor: BAR,
                        pointBackgroundColor: this.items.map((point) =>
                            point.out ? LINE : BAR
                        ),
                        pointRadius: this.items.map((point) => (point.out ? 7 : 4)),
                        spanGaps: true,
                    },
                    {
                        label: _t("Mean"),
                        data: this.items.map(() => this.state.data.centre),
                        borderColor: CALM,
                        backgroundColor: CALM,
                        borderWidth: 1,
                        pointRadius: 0,
                    },
                    limit(_t("Upper limit"), "upper"),
                    {...limit(_t("Lower limit"), "lower"), borderColor: MUTED},
                ],
            },
            options: {
                scales: {x: {grid: {display: false}}, y: {beginAtZero: true}},
                plugins: {
                    legend: {position: "bottom"},
                    tooltip: {
                        callbacks: {
                            label: (one) => `${one.dataset.label}: ${say(one.raw)}`,
                        },
                    },
                },
            },
        };
    }
}

registry.category("actions").add("complaint_pareto", Pareto);
registry.category("actions").add("complaint_control_chart", ControlChart);

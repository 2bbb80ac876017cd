import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {formatFloat} from "@web/views/fields/formatters";
import {layOut} from "./spark_layout";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const SMALL = {width: 130, height: 22, gap: 2};
const LARGE = {width: 520, height: 120, gap: 6};

/** The past of what rises: a bar a window, the recent one apart, a line for what was
 * expected (R-F04). */
export class SparkField extends Component {
    static template = "complaint_reports.SparkField";
    static props = {...standardFieldProps, large: {type: Boolean, optional: true}};

    get windows() {
        return this.props.record.data[this.props.name] || [];
    }

    get picture() {
        const size = this.props.large ? LARGE : SMALL;
        const {bars, line, top} = layOut(this.windows, size);
        return {
            ...size,
            top,
            bars: bars.map((bar, place) => ({
                ...bar,
                count: this.windows[place].count,
                title: this.tell(this.windows[place]),
            })),
            line: line.map((point) => point.join(",")).join(" "),
        };
    }

    get first() {
        return this.windows.length ? this.say(this.windows[0].from) : "";
    }

    get last() {
        return this.windows.length ? this.say(this.windows.at(-1).to) : "";
    }

    get label() {
        return this.windows.map((one) => this.tell(one)).join("; ");
    }

    say(day) {
        return formatDate(deserializeDate(day));
    }

    tell({from, to, count, expected}) {
        return _t("%(from)s – %(to)s: %(count)s, expected %(expected)s", {
            from: this.say(from),
            to: this.say(to),
            count,
            expected: formatFloat(expected, {digits: [0, 1]}),
        });
    }
}

registry.category("fields").add("complaint_spark", {
    component: SparkField,
    displayName: _t("Small picture of the past"),
    supportedTypes: ["json"],
    extractProps: ({options}) => ({large: Boolean(options.large)}),
});

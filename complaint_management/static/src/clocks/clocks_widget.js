import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {deserializeDateTime, toLocaleDateTimeString} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {clockColor, clockInWords, clockPercent} from "./clock_words";

const say = (moment) => toLocaleDateTimeString(deserializeDateTime(moment));

/** One clock with its parts: used, left, late, stopped, who holds it. */
export class ClockRow extends Component {
    static template = "complaint_management.ClockRow";
    static props = {clock: Object, depth: {type: Number, optional: true}};
    static defaultProps = {depth: 0};

    get words() {
        return clockInWords(this.props.clock);
    }
    get color() {
        return clockColor(this.props.clock);
    }
    get percent() {
        return clockPercent(this.props.clock);
    }
    get holder() {
        const {holder, department} = this.props.clock;
        return [department, holder].filter(Boolean).join(", ") || _t("nobody");
    }
    get when() {
        const {stopped_on: stopped, due_on: due, state} = this.props.clock;
        const moment = state === "running" || state === "paused" ? due : stopped;
        if (!moment) {
            return "";
        }
        const text = say(moment);
        return state === "running" ? _t("due %s", text) : text;
    }
    get moved() {
        const {first_due_on: first, due_on: due} = this.props.clock;
        if (!first || !due || first === due) {
            return "";
        }
        return _t("first due %s", say(first));
    }
    get told() {
        return this.props.clock.told
            .map(({on, person}) => {
                const moment = say(on);
                return `${moment} ${person || ""}`;
            })
            .join("\n");
    }
}
ClockRow.components = {ClockRow};

/** The limits of a case or of a duty and how they stand (R-T08). */
export class ClocksWidget extends Component {
    static template = "complaint_management.ClocksWidget";
    static components = {ClockRow};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({clocks: [], waits: [], stops: false, all: false});
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps(({record}) => {
            if (this.getKey(record) !== this.key) {
                return this.load(record);
            }
        });
    }

    /** What must change for the clocks to have changed. */
    getKey({resId, data}) {
        return JSON.stringify([
            resId,
            data.state,
            data.due_on && data.due_on.toMillis(),
            data.is_waiting,
            data.user_id && data.user_id.id,
        ]);
    }

    async load(record) {
        this.key = this.getKey(record);
        if (record.resId) {
            const found = await this.orm.call(record.resModel, "get_clocks", [
                record.resId,
            ]);
            Object.assign(this.state, found);
        } else {
            Object.assign(this.state, {clocks: [], waits: []});
        }
    }

    isOwed(clock) {
        return (
            clock.state === "running" ||
            clock.state === "paused" ||
            clock.parts.some((part) => this.isOwed(part))
        );
    }
    get shown() {
        const {clocks, all} = this.state;
        return all ? clocks : clocks.filter((clock) => this.isOwed(clock));
    }
    get hidden() {
        return this.state.clocks.length - this.shown.length;
    }
    get wait() {
        return this.state.waits.find((wait) => !wait.until);
    }
    get past() {
        return this.state.all ? this.state.waits.filter((wait) => wait.until) : [];
    }
    say(moment) {
        return say(moment);
    }
}

registry.category("view_widgets").add("complaint_clocks", {
    component: ClocksWidget,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "due_on", type: "datetime"},
    ],
});

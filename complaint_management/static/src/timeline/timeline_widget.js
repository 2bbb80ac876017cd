import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {deserializeDateTime, formatDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

// Of each kind of moment the icon and the colour it is drawn in.
const LOOKS = {
    event: ["fa-flag", "primary"],
    pause: ["fa-pause", "warning"],
    resume: ["fa-play", "warning"],
    handover: ["fa-exchange", "info"],
    reply: ["fa-envelope-o", "success"],
    call: ["fa-phone", "info"],
    question: ["fa-question", "warning"],
    duty: ["fa-tasks", "secondary"],
    returned: ["fa-reply", "danger"],
    told: ["fa-bell-o", "danger"],
    decision: ["fa-gavel", "success"],
    finding: ["fa-search", "info"],
    sample: ["fa-flask", "info"],
    change: ["fa-pencil", "light"],
};

/** What happened to a case, day by day (R-T08, R-P04). */
export class TimelineWidget extends Component {
    static template = "complaint_management.TimelineWidget";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({moments: []});
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps(({record}) => {
            if (this.getKey(record) !== this.key) {
                return this.load(record);
            }
        });
    }

    /** What must change for more to have happened. */
    getKey({resId, data}) {
        return JSON.stringify([
            resId,
            data.state,
            data.is_waiting,
            data.due_on && data.due_on.toMillis(),
            data.user_id && data.user_id.id,
        ]);
    }

    async load(record) {
        this.key = this.getKey(record);
        this.state.moments = record.resId
            ? await this.orm.call(record.resModel, "get_timeline", [record.resId])
            : [];
    }

    /** The moments by the day on which they happened, for the reader. */
    get days() {
        const days = [];
        for (const moment of this.state.moments) {
            const on = deserializeDateTime(moment.on);
            const name = formatDate(on);
            if (!days.length || days.at(-1).name !== name) {
                days.push({name, moments: []});
            }
            const [icon, color] = LOOKS[moment.kind] || ["fa-circle-o", "light"];
            const time = on.toFormat("HH:mm");
            days.at(-1).moments.push({...moment, time, icon, color});
        }
        return days;
    }
}

registry.category("view_widgets").add("complaint_timeline", {
    component: TimelineWidget,
    fieldDependencies: [{name: "state", type: "selection"}],
});

import {Component} from "@odoo/owl";
import {formatDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {durationInWords} from "../duration_field/duration";

const {DateTime} = luxon;
const SOON_HOURS = 24;

/** How long is left until a moment, or how late it is: coloured. */
export class DueBadge extends Component {
    static template = "complaint_management.DueField";
    static props = {due: {optional: true}};

    get due() {
        return this.props.due;
    }
    get hours() {
        return this.due.diff(DateTime.now(), "hours").hours;
    }
    get text() {
        const words = durationInWords(Math.abs(this.hours));
        return this.hours < 0 ? _t("%s late", words) : _t("%s left", words);
    }
    get title() {
        return formatDateTime(this.due, {showSeconds: false});
    }
    get color() {
        if (this.hours < 0) {
            return "text-bg-danger";
        }
        return this.hours < SOON_HOURS ? "text-bg-warning" : "text-bg-light";
    }
}

/** The badge of a moment that a record keeps, read only. */
export class DueField extends DueBadge {
    static props = {...standardFieldProps};

    get due() {
        return this.props.record.data[this.props.name];
    }
}

registry.category("fields").add("complaint_due", {
    component: DueField,
    displayName: _t("Time left"),
    supportedTypes: ["datetime"],
});

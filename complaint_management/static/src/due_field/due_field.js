import {Component} from "@odoo/owl";
import {toLocaleDateTimeString} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {durationInWords} from "../duration_field/duration";

const {DateTime} = luxon;
const SOON_HOURS = 24;

/** How long is left until a moment, or how late it is: coloured, read only. */
export class DueField extends Component {
    static template = "complaint_management.DueField";
    static props = {...standardFieldProps};

    get due() {
        return this.props.record.data[this.props.name];
    }
    get hours() {
        return this.due.diff(DateTime.now(), "hours").hours;
    }
    get text() {
        const hours = Math.abs(this.hours);
        // on a card nobody counts the hours of many days
        const words = durationInWords(hours < 48 ? hours : 24 * Math.floor(hours / 24));
        return this.hours < 0 ? _t("%s late", words) : _t("%s left", words);
    }
    get title() {
        return toLocaleDateTimeString(this.due);
    }
    get color() {
        if (this.hours < 0) {
            return "text-bg-danger";
        }
        return this.hours < SOON_HOURS ? "text-bg-warning" : "text-bg-light";
    }
}

registry.category("fields").add("complaint_due", {
    component: DueField,
    displayName: _t("Time left"),
    supportedTypes: ["datetime"],
});

import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {durationInWords} from "./duration";

/** Shows a number of hours as “2 d 3 h”. Read only. */
export class DurationField extends Component {
    static template = "complaint_management.DurationField";
    static props = {...standardFieldProps};

    get text() {
        return durationInWords(this.props.record.data[this.props.name] || 0);
    }
}

registry.category("fields").add("complaint_duration", {
    component: DurationField,
    displayName: _t("Duration in words"),
    supportedTypes: ["float"],
});

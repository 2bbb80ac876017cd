import {RadioField, radioField} from "@web/views/fields/radio/radio_field";
import {registry} from "@web/core/registry";

/**
 * One of the choices that this record has. The web client asks for views without the
 * context of the action, so what a selection offers cannot depend on the record; here
 * the choices are read from a JSON field of it (option `choices`): [[value, label], …].
 */
export class ChoiceField extends RadioField {
    static props = {...RadioField.props, choices: String};

    get items() {
        return this.props.record.data[this.props.choices] || [];
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    onChange([value]) {
        this.props.record.update({[this.props.name]: value});
    }
}

registry.category("fields").add("complaint_choice", {
    ...radioField,
    component: ChoiceField,
    supportedTypes: ["selection", "integer"],
    fieldDependencies: ({options}) => [{name: options.choices, type: "json"}],
    extractProps: (info, dynamicInfo) => ({
        ...radioField.extractProps(info, dynamicInfo),
        choices: info.options.choices,
    }),
});

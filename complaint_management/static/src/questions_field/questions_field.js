import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/**
 * Questions that are answered with yes or no, each in full with room for the grounds,
 * on a wide screen and on a phone.
 *
 * The rows need the fields `question`, `answer`, `on_no` and `note`.
 */
export class QuestionsField extends Component {
    static template = "complaint_management.QuestionsField";
    static props = {...standardFieldProps};

    get rows() {
        return this.props.record.data[this.props.name].records;
    }

    get answers() {
        return [
            {value: "yes", label: _t("Yes")},
            {value: "no", label: _t("No")},
        ];
    }

    /**
     * @param {Object} row
     * @returns {Boolean} whether its answer stands in the way of acceptance
     */
    isInTheWay(row) {
        return row.data.answer === "no" && row.data.on_no === "refuse";
    }

    /**
     * @param {Object} row
     * @param {String} value the answer; given again it is taken back
     */
    onAnswer(row, value) {
        row.update({answer: row.data.answer === value ? false : value});
    }

    onNote(row, ev) {
        row.update({note: ev.target.value.trim() || false});
    }
}

registry.category("fields").add("complaint_questions", {
    component: QuestionsField,
    displayName: _t("Questions"),
    supportedTypes: ["one2many"],
    relatedFields: [
        {name: "question", type: "char"},
        {name: "on_no", type: "selection", selection: []},
        {name: "answer", type: "selection", selection: [], readonly: false},
        {name: "note", type: "char", readonly: false},
    ],
});

import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const LOOKS = {
    waiting: "border-secondary-subtle text-muted",
    open: "border-info",
    approved: "border-success",
    returned: "border-warning",
    refused: "border-danger",
    cancelled: "border-secondary-subtle text-muted opacity-50",
};

/** The turns of an approval as a chain: who, when, decided how, with which words. */
export class ApprovalChain extends Component {
    static template = "complaint_management.ApprovalChain";
    static props = {...standardFieldProps};

    get rounds() {
        const rounds = new Map();
        for (const turn of this.props.record.data[this.props.name] || []) {
            if (!rounds.has(turn.round)) {
                rounds.set(turn.round, []);
            }
            rounds.get(turn.round).push(turn);
        }
        return [...rounds].map(([number, turns]) => ({
            number,
            turns,
            label: _t("Round %s", number),
        }));
    }

    look(turn) {
        return LOOKS[turn.state] || "";
    }
}

registry.category("fields").add("complaint_approval_chain", {
    component: ApprovalChain,
    displayName: _t("Chain of approval"),
    supportedTypes: ["json"],
});

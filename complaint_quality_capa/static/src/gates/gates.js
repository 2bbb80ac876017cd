import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const LOOKS = {
    done: {chip: "text-bg-success", icon: "fa-check", title: _t("Done")},
    now: {chip: "text-bg-primary", icon: "fa-pencil", title: _t("Now")},
    later: {chip: "bg-200 text-muted", icon: "fa-circle-o", title: _t("Later")},
};

/** D0 to D8 in a row: what is done, what is being worked on, what comes later. */
export class CapaGates extends Component {
    static template = "complaint_quality_capa.Gates";
    static props = {...standardFieldProps};

    get gates() {
        return (this.props.record.data[this.props.name] || []).map((gate) => ({
            ...gate,
            look: LOOKS[gate.state],
            lacks: gate.state === "now" && gate.missing.length,
        }));
    }

    goTo(key) {
        const form = document.querySelector(".o_capa_plan");
        const place = form && form.querySelector(`[data-discipline="${key}"]`);
        if (place) {
            place.scrollIntoView({behavior: "smooth", block: "start"});
        }
    }
}

/** The heading of one discipline, and what is missing behind its gate. */
export class CapaGate extends Component {
    static template = "complaint_quality_capa.Gate";
    static props = {...standardFieldProps, discipline: {type: String}};

    get gate() {
        const gates = this.props.record.data[this.props.name] || [];
        const found = gates.find((gate) => gate.key === this.props.discipline);
        const gate = found || {
            key: this.props.discipline,
            label: "",
            state: "later",
            missing: [],
        };
        return {...gate, look: LOOKS[gate.state]};
    }
}

registry.category("fields").add("capa_gates", {
    component: CapaGates,
    displayName: _t("Disciplines of a plan"),
    supportedTypes: ["json"],
});

registry.category("fields").add("capa_gate", {
    component: CapaGate,
    displayName: _t("Gate of a discipline"),
    supportedTypes: ["json"],
    extractProps: ({options}) => ({discipline: options.key}),
});

import {Component, useRef} from "@odoo/owl";
import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useService} from "@web/core/utils/hooks";
import {layOut, wrap} from "./fishbone_layout";

/** The cause-and-effect diagram of a plan: a branch adds a cause, a cause opens (R-Q02). */
export class Fishbone extends Component {
    static template = "complaint_quality_capa.Fishbone";
    static props = {...standardFieldProps};

    setup() {
        this.dialog = useService("dialog");
        this.drawing = useRef("drawing");
    }

    get value() {
        return this.props.record.data[this.props.name] || {branches: [], causes: []};
    }

    get picture() {
        return layOut(this.value.branches, this.value.causes);
    }

    get effect() {
        return wrap(this.props.record.data.name || "", 23, 5);
    }

    get canEdit() {
        return !this.props.readonly;
    }

    look(rib) {
        return `${rib.root ? "o_fishbone_root" : ""} o_fishbone_${rib.kind}`;
    }

    addCause(branch) {
        return this.open(false, {default_branch: branch});
    }

    openCause(id) {
        // what is typed in is not saved yet
        return typeof id === "number" ? this.open(id, {}) : undefined;
    }

    async open(resId, context) {
        const {record} = this.props;
        if (!this.canEdit || !(await record.save())) {
            return;
        }
        this.dialog.add(FormViewDialog, {
            title: resId ? _t("Cause") : _t("New cause"),
            resModel: "capa.cause",
            resId,
            context: {
                default_kind: "occurrence",
                ...context,
                default_plan_id: record.resId,
            },
            onRecordSaved: () => record.load(),
        });
    }

    /** The drawing alone, on a sheet of its own. */
    print() {
        const frame = document.createElement("iframe");
        frame.className = "d-none";
        document.body.append(frame);
        const page = frame.contentDocument;
        const style = page.createElement("style");
        style.textContent =
            "@page{size:landscape} svg{width:100%;height:auto;font-family:sans-serif}" +
            ".o_fishbone_root{font-weight:bold;fill:#b02a37}" +
            ".o_fishbone_line{stroke:#495057;fill:none}.o_fishbone_add{display:none}" +
            ".o_fishbone_box{fill:#fff;stroke:#495057}";
        page.head.append(style);
        page.body.append(page.importNode(this.drawing.el, true));
        frame.contentWindow.addEventListener("afterprint", () => frame.remove());
        frame.contentWindow.print();
    }
}

registry.category("fields").add("capa_fishbone", {
    component: Fishbone,
    displayName: _t("Cause-and-effect diagram"),
    supportedTypes: ["json"],
    fieldDependencies: [{name: "name", type: "char"}],
});

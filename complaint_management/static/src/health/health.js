import {Component, onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

/** What is missing or fails in complaints, with what to do. */
export class Health extends Component {
    static template = "complaint_management.Health";
    static components = {Layout};
    static props = {...standardActionServiceProps};
    static displayName = _t("Health");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({company: "", checks: []});
        this.display = {controlPanel: {}};
        onWillStart(async () => {
            Object.assign(
                this.state,
                await this.orm.call("complaint.health", "get_health")
            );
        });
    }

    get found() {
        return this.state.checks.filter((check) => check.findings.length);
    }
    get well() {
        return this.state.checks.filter((check) => !check.findings.length);
    }
    open(finding) {
        return this.action.doAction(finding.action);
    }
}

/** The way from nothing to the first complaint. */
export class Setup extends Component {
    static template = "complaint_management.Setup";
    static components = {Layout};
    static props = {...standardActionServiceProps};
    static displayName = _t("First steps");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({company: "", done: 0, steps: []});
        this.display = {controlPanel: {}};
        onWillStart(async () => {
            Object.assign(
                this.state,
                await this.orm.call("complaint.setup", "get_setup")
            );
        });
    }

    get allDone() {
        return this.state.done === this.state.steps.length;
    }
    get next() {
        return this.state.steps.find((step) => !step.done);
    }
    get percent() {
        return Math.round((100 * this.state.done) / (this.state.steps.length || 1));
    }
    open(step) {
        return this.action.doAction(step.action, {
            onClose: () =>
                this.action.doAction("complaint_management.complaint_setup_action"),
        });
    }
    async hide() {
        await this.orm.call("complaint.setup", "hide_setup");
        window.location.assign("/odoo/my-desk");
    }
}

registry.category("actions").add("complaint_health", Health);
registry.category("actions").add("complaint_setup", Setup);

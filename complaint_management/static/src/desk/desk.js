import {Component, onWillStart, useState} from "@odoo/owl";
import {deserializeDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {DueBadge} from "../due_field/due_field";

const ICONS = {
    handover: "fa-exchange",
    approval: "fa-gavel",
    duty: "fa-tasks",
    check: "fa-check-square-o",
    question: "fa-question-circle-o",
    remedy: "fa-gift",
    handled: "fa-folder-open-o",
    received: "fa-phone",
    told_case: "fa-bell-o",
    told_duty: "fa-bell-o",
};

/** What waits for who looks at it, over all his parts in complaints. */
export class Desk extends Component {
    static template = "complaint_management.Desk";
    static components = {Layout, DueBadge};
    static props = {...standardActionServiceProps};
    static displayName = _t("My desk");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({sections: []});
        this.display = {controlPanel: {}};
        onWillStart(async () => {
            this.state.sections = await this.orm.call("complaint.desk", "get_desk");
        });
    }

    get busy() {
        return this.state.sections.filter((section) => section.count);
    }
    get quiet() {
        return this.state.sections.filter((section) => !section.count);
    }
    getIcon({key}) {
        return ICONS[key] || "fa-inbox";
    }
    getDue(row) {
        return row.due_on && deserializeDateTime(row.due_on);
    }
    open({model, id}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }
    openAll({action}) {
        return this.action.doAction(action);
    }
}

registry.category("actions").add("complaint_desk", Desk);

import {Component, onWillUpdateProps, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/** Who has got what is blocked, by customer (R-Q01); asked for when wanted. */
export class DeliveredWidget extends Component {
    static template = "complaint_quality_capa.DeliveredWidget";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({rows: null});
        onWillUpdateProps(({record}) => {
            if (record.resId !== this.props.record.resId) {
                this.state.rows = null;
            }
        });
    }

    async show() {
        const {resModel, resId} = this.props.record;
        this.state.rows = await this.orm.call(resModel, "get_delivered", [resId]);
    }
}

registry.category("view_widgets").add("capa_delivered", {component: DeliveredWidget});

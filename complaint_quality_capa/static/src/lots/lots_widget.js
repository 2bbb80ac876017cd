import {Component, onWillUpdateProps, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/** The lots of the products of a plan, side by side (R-Q02); asked for when wanted. */
export class LotsWidget extends Component {
    static template = "complaint_quality_capa.LotsWidget";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({lots: null});
        onWillUpdateProps(({record}) => {
            if (record.resId !== this.props.record.resId) {
                this.state.lots = null;
            }
        });
    }

    async compare() {
        const {resModel, resId} = this.props.record;
        this.state.lots = await this.orm.call(resModel, "get_lot_comparison", [resId]);
    }
}

registry.category("view_widgets").add("capa_lots", {component: LotsWidget});

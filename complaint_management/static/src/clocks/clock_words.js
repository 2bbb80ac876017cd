import {_t} from "@web/core/l10n/translation";

/**
 * An amount of a limit's own unit in words.
 *
 * @param {number} amount hours, days or working days
 * @param {"hour"|"day"|"working_day"} unit
 * @returns {string} "2 working days"
 */
export function amountInWords(amount, unit) {
    const number = String(Math.round(amount * 10) / 10);
    const isOne = number === "1";
    const words = {
        hour: _t("%s h", number),
        day: isOne ? _t("1 day") : _t("%s days", number),
        working_day: isOne ? _t("1 working day") : _t("%s working days", number),
    };
    return words[unit];
}

/**
 * What a clock says in one line (R-T08).
 *
 * @param {Object} clock as `get_clocks` gives it
 * @returns {string} "3 working days left of 5", "late by 2 days", …
 */
export function clockInWords(clock) {
    const words = (amount) => amountInWords(amount, clock.unit);
    if (clock.overrun) {
        return _t("late by %s", words(clock.overrun));
    }
    const states = {
        paused: _t("stopped, %s left", words(clock.left)),
        met: _t("kept, %(used)s used of %(amount)s", {
            used: words(clock.used),
            amount: words(clock.amount),
        }),
        cut: _t("cut short"),
    };
    return (
        states[clock.state] ||
        _t("%(left)s left of %(amount)s", {
            left: words(clock.left),
            amount: words(clock.amount),
        })
    );
}

/**
 * The colour a clock is drawn in.
 *
 * @param {Object} clock as `get_clocks` gives it
 * @returns {string} Bootstrap colour name
 */
export function clockColor(clock) {
    if (clock.overrun) {
        return "danger";
    }
    if (clock.state !== "running") {
        return clock.state === "met" ? "success" : "secondary";
    }
    return clock.amount && clock.used / clock.amount >= 0.75 ? "warning" : "info";
}

/**
 * How much of the limit is used, for the bar.
 *
 * @param {Object} clock as `get_clocks` gives it
 * @returns {number} 0 to 100
 */
export function clockPercent(clock) {
    if (clock.overrun || !clock.amount) {
        return 100;
    }
    return Math.min(100, Math.round((100 * clock.used) / clock.amount));
}

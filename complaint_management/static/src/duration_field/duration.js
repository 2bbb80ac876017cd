import {_t} from "@web/core/l10n/translation";

const MINUTES_PER_DAY = 24 * 60;

/**
 * A length of time in words: the two largest units that matter.
 *
 * @param {number} hours length in hours, fractions allowed
 * @returns {string} "2 d 3 h", "3 h 20 min", "5 min", "0 min"
 */
export function durationInWords(hours) {
    const total = Math.round(Math.abs(hours) * 60);
    const days = Math.floor(total / MINUTES_PER_DAY);
    const rest = Math.floor((total % MINUTES_PER_DAY) / 60);
    const minutes = total % 60;
    const words = [];
    if (days) {
        words.push(_t("%s d", days));
    }
    if (rest) {
        words.push(_t("%s h", rest));
    }
    if (!days && (minutes || !rest)) {
        words.push(_t("%s min", minutes));
    }
    return (hours < 0 ? "−" : "") + words.join(" ");
}

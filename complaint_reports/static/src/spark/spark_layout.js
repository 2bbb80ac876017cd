/**
 * Where the bars of a small picture of the past stand. Plain arithmetic.
 *
 * @param {Object[]} windows each with `count` and `expected`, the oldest first
 * @param {{width: Number, height: Number, gap: Number}} size
 * @returns {Object} `bars`: place and size of each window, `line`: points of what was
 *     expected, `top`: the largest value
 */
export function layOut(windows, {width, height, gap}) {
    const values = windows.flatMap(({count, expected}) => [count, expected]);
    const top = Math.max(1, ...values);
    const step = windows.length ? width / windows.length : width;
    const scale = (value) => (value / top) * height;
    const bars = windows.map(({count}, place) => ({
        x: place * step + gap / 2,
        y: height - scale(count),
        width: Math.max(step - gap, 1),
        height: scale(count),
        recent: place === windows.length - 1,
    }));
    const line = windows.flatMap(({expected}, place) => [
        [place * step, height - scale(expected)],
        [(place + 1) * step, height - scale(expected)],
    ]);
    return {bars, line, top};
}

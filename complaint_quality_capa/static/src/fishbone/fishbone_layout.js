/** Where everything of a cause-and-effect diagram stands. Plain arithmetic. */

export const WIDTH = 1240;
const HEAD = 230;
const BONE = 330;
const SLANT = 90;
const ROW = 30;
const EDGE = 46;

/** Chinese characters are twice as wide. */
export function shorten(text, most) {
    let width = 0;
    let short = "";
    for (const char of text) {
        width += char.codePointAt(0) > 0x2e7f ? 2 : 1;
        if (width > most) {
            return `${short}…`;
        }
        short += char;
    }
    return short;
}

/** Break a text into lines of at most so many columns, so many lines at most. */
export function wrap(text, columns, lines) {
    const found = [];
    let rest = text.trim();
    while (rest && found.length < lines) {
        if (found.length === lines - 1) {
            found.push(shorten(rest, columns));
            break;
        }
        let line = shorten(rest, columns).replace(/…$/, "");
        if (
            line.length < rest.length &&
            line.includes(" ") &&
            rest[line.length] !== " "
        ) {
            line = line.slice(0, line.lastIndexOf(" "));
        }
        found.push(line);
        rest = rest.slice(line.length).trim();
    }
    return found;
}

/** The causes of a branch as rows, what answers a why below and to the right of it. */
export function toRows(causes, branch) {
    const known = new Set(causes.map((cause) => cause.id));
    const rows = [];
    const add = (parent, depth) => {
        for (const cause of causes) {
            const own = known.has(cause.parent) ? cause.parent : false;
            if (own === parent && (depth || cause.branch === branch)) {
                rows.push({...cause, depth});
                add(cause.id, depth + 1);
            }
        }
    };
    add(false, 0);
    return rows;
}

/** Bones with their rows, the spine and the head: half of the branches above. */
export function layOut(branches, causes) {
    const half = Math.ceil(branches.length / 2);
    const rows = branches.map(({key}) => toRows(causes, key));
    const tall = (some) =>
        EDGE + 24 + ROW * Math.max(4, ...some.map((own) => own.length + 1));
    const above = tall(rows.slice(0, half));
    const below = tall(rows.slice(half));
    const bones = branches.map(({key, label}, place) => {
        const up = place < half;
        const joint = BONE * ((place % half) + 1) - 20;
        const reach = up ? above - EDGE : below - EDGE;
        const end = {x: joint - SLANT, y: up ? EDGE : above + reach};
        const ribs = rows[place].map((row, number) => {
            const y = up
                ? EDGE + 34 + ROW * (number + 0.4)
                : above + 18 + ROW * (number + 0.6);
            const x = joint - (SLANT * Math.abs(y - above)) / reach;
            const left = joint - SLANT - 215 + row.depth * 14;
            const columns =
                Math.floor((x - left) / 8) - (row.root || row.depth ? 2 : 0);
            return {...row, y, x, left, text: shorten(row.name, columns)};
        });
        return {key, label, up, joint, end, ribs};
    });
    return {
        width: WIDTH,
        height: above + below,
        spine: {y: above, from: 20, to: WIDTH - HEAD},
        head: {x: WIDTH - HEAD, y: above - 60, width: HEAD - 6, height: 120},
        bones,
    };
}

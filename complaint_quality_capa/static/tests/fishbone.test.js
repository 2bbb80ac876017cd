import {describe, expect, test} from "@odoo/hoot";
import {
    layOut,
    shorten,
    toRows,
    wrap,
} from "@complaint_quality_capa/fishbone/fishbone_layout";

const BRANCHES = [
    "man",
    "machine",
    "material",
    "method",
    "measurement",
    "environment",
].map((key) => ({key, label: key}));
const cause = (id, branch, parent = false) => ({
    id,
    branch,
    parent,
    name: `Cause ${id}`,
    kind: "occurrence",
    root: false,
});

describe("cause-and-effect diagram", () => {
    test("what answers a why stands below it, on the branch of its question", () => {
        const causes = [
            cause(1, "method"),
            cause(2, "machine"),
            cause(3, "method", 1),
            cause(4, "method", 3),
            cause(5, "method"),
        ];
        const rows = toRows(causes, "method");
        expect(rows.map((row) => [row.id, row.depth])).toEqual([
            [1, 0],
            [3, 1],
            [4, 2],
            [5, 0],
        ]);
        expect(toRows(causes, "man")).toEqual([]);
    });

    test("half of the branches above, every rib between bone and spine", () => {
        const many = [...Array(9).keys()].map((id) => cause(id + 1, "man"));
        const picture = layOut(BRANCHES, [...many, cause(20, "method")]);
        expect(picture.bones.filter((bone) => bone.up).length).toBe(3);
        for (const bone of picture.bones) {
            for (const rib of bone.ribs) {
                const [low, high] = [bone.end.y, picture.spine.y].sort((a, b) => a - b);
                expect(rib.y).toBeGreaterThan(low);
                expect(rib.y).toBeLessThan(high);
                expect(rib.left).toBeLessThan(rib.x);
            }
        }
    });

    test("long and Chinese texts are cut to what fits", () => {
        expect(shorten("short", 10)).toBe("short");
        expect(shorten("窑炉保温时间不足", 8)).toBe("窑炉保温…");
        expect(wrap("Glaze chips on dinner plates", 12, 2)).toEqual([
            "Glaze chips",
            "on dinner pl…",
        ]);
    });
});

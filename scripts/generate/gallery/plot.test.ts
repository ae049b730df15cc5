import { expect, test } from "vitest";
import { band, bottomAxis, dots, label, leftAxis, legend, line, mark, panelOf, picture, reachOf, span, steps } from "./plot.ts";

const panel = panelOf({ left: 50, top: 20, width: 200, height: 100 }, [0, 10], [-1, 1]);

test("a panel puts the least below and to the left, the greatest above and to the right", () => {
  expect(
    line(
      panel,
      [
        { x: 0, y: -1 },
        { x: 10, y: 1 },
      ],
      "ink",
    ),
  ).toBe('<path class="line ink" d="M50 120L250 20"/>');
  expect(line(panel, [{ x: 0, y: 0 }], "first", "dashed")).toContain('class="line first dashed"');
});

test("a band goes there along the lower ends and back along the upper ones", () => {
  const ranges = [
    { x: 0, low: -1, high: 0 },
    { x: 5, low: 0, high: 1 },
  ];
  expect(band(panel, ranges, "second")).toBe('<path class="band second-fill" d="M50 120L150 70L150 20L50 70Z"/>');
});

test("steps hold a value until the next one", () => {
  expect(
    steps([
      { x: 0, y: 1 },
      { x: 3, y: 0.5 },
    ]),
  ).toEqual([
    { x: 0, y: 1 },
    { x: 3, y: 1 },
    { x: 3, y: 0.5 },
  ]);
});

test("axes have round numbers, zero has a darker line, and titles stand outside of the panel", () => {
  const left = leftAxis(panel, { title: "effect" });
  expect(left).toContain('<line class="zero" x1="50" y1="70" x2="250" y2="70"/>');
  expect(left).toContain('<text class="start" x="50" y="10">effect</text>');
  const bottom = bottomAxis(panel, { title: "day", ticks: [0, 5], format: (value) => `d${value}` });
  expect(bottom.match(/<text[^>]*>([^<]*)/g)?.map((text) => text.replace(/.*>/, ""))).toEqual(["d0", "d5", "day"]);
});

test("the reach of numbers leaves a twentieth of room at both ends", () => {
  expect(reachOf([3, 1, 2, 11])).toEqual([0.5, 11.5]);
});

test("marks, spans and dots stand where the data say", () => {
  expect(mark(panel, 5)).toBe('<line class="ink dashed" x1="150" y1="20" x2="150" y2="120"/>');
  expect(span(panel, 0, 5, 0)).toBe('<line class="zero" x1="50" y1="70" x2="150" y2="70"/>');
  expect(dots(panel, [{ x: 5, y: 0 }], "fourth", 4)).toBe('<circle class="fourth-fill halo" cx="150" cy="70" r="4"/>');
});

test("entries of a legend do not overlap, and what a name has of markup is text", () => {
  const [first, second] = legend(
    [
      ["a < b & c", "first"],
      ["other", "second"],
    ],
    [10, 20],
  ).split("\n");
  expect(first).toContain(label("a < b & c", [26, 20]));
  expect(first).toContain("a &lt; b &amp; c");
  expect(Number(/cx="([\d.]+)"/.exec(second ?? "")?.[1])).toBeGreaterThan(26 + 9 * 5);
});

test("a picture has a title for those who cannot see it, and says what it looks like in the dark", () => {
  const svg = picture({ width: 100, height: 50 }, "what it shows", [mark(panel, 1)]);
  expect(svg).toMatch(/^<svg[^>]*role="img" aria-labelledby="title">\n<title id="title">what it shows<\/title>/);
  expect(svg).toContain("@media (prefers-color-scheme: dark)");
  expect(svg).not.toMatch(/href|url\(|@import/);
});

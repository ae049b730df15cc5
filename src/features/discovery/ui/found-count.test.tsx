import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FoundCount } from "./found-count.tsx";
import { askAgainMs } from "./found-counts.ts";

const textOf = (total: number | null, seconds: number | null): string =>
  renderToStaticMarkup(<FoundCount total={total} counts_in_seconds={seconds} />).replaceAll(/<[^>]+>/g, "");

test("where creators are not counted yet it is said when they will be, and no number stands in its place", () => {
  expect(textOf(null, 12)).toBe("Counts come when the index is ready, in about 12 s. Who is found is shown already.");
  expect(textOf(null, 90)).toContain("in about 2 min");
  expect(textOf(0, null)).toBe("0 creators");
  expect(textOf(1, null)).toBe("1 creator");
});

test("counts that are not there are asked for again, soon and not too often, and others are not", () => {
  expect([askAgainMs(1), askAgainMs(8), askAgainMs(600), askAgainMs(null)]).toEqual([1_000, 4_000, 10_000, false]);
});

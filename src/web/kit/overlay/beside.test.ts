import fc from "fast-check";
import { expect, test } from "vitest";
import { placeBeside } from "./beside.ts";

const window = { width: 390, height: 844 };
const panel = { width: 320, height: 160 };

test("a panel goes to the other side where the wished one has no room", () => {
  const anchor = { left: 180, top: 800, width: 24, height: 24 };
  expect(placeBeside({ anchor, panel, window, side: "bottom" }).top).toBe(800 - 6 - 160);
});

test("a panel never leaves the window, wherever its anchor is", () => {
  const anchors = fc.record({ left: fc.integer({ min: -100, max: 500 }), top: fc.integer({ min: -100, max: 1000 }) });
  fc.assert(
    fc.property(anchors, fc.constantFrom("top" as const, "bottom" as const), ({ left, top }, side) => {
      const at = placeBeside({ anchor: { left, top, width: 24, height: 24 }, panel, window, side });
      return at.left >= 0 && at.top >= 0 && at.left + panel.width <= window.width && at.top + panel.height <= window.height;
    }),
  );
});

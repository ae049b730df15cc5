import { describe, expect, test } from "vitest";
import { minimizeSquares } from "./minimize-squares.ts";

const line = (x: Float64Array): Float64Array =>
  Float64Array.from([0, 1, 2, 3], (t, at) => (x[0] ?? 0) + (x[1] ?? 0) * t - ([1, 3, 5, 7][at] ?? 0));

describe("what a search can come to", () => {
  test("a fit without rest ends at it", () => {
    const found = minimizeSquares({ residuals: line }, [0, 0]);
    expect(found.kind).toBe("converged");
    expect(found.at[0]).toBeCloseTo(1, 9);
    expect(found.at[1]).toBeCloseTo(2, 9);
  });

  test("a parameter that wants beyond its bound is held there and named", () => {
    const found = minimizeSquares({ residuals: line, upper: [Infinity, 1.5] }, [0, 0]);
    expect(found).toMatchObject({ kind: "converged", atBound: [1] });
    expect(found.at[0]).toBeCloseTo(1.75, 9);
  });

  test("a parameter that does nothing stays where it began", () => {
    const found = minimizeSquares({ residuals: ([a = 0]) => Float64Array.of(a - 1, a - 3) }, [0, 7]);
    expect(found.kind).toBe("converged");
    expect([...found.at].map((value) => value.toFixed(6))).toEqual(["2.000000", "7.000000"]);
  });

  test("steps outside the domain are turned back", () => {
    const residuals = ([a = 0]: Float64Array): Float64Array => Float64Array.of(Math.log(a) - 3, Math.sqrt(a) - 4);
    const found = minimizeSquares({ residuals }, [0.01]);
    expect(found.kind).toBe("converged");
    expect(found.at[0]).toBeGreaterThan(15);
  });

  test("too few steps are told", () => {
    const residuals = ([a = 0, b = 0]: Float64Array): Float64Array => Float64Array.of(10 * (b - a * a), 1 - a);
    expect(minimizeSquares({ residuals }, [-1.2, 1], { most: 3 }).kind).toBe("not-converged");
    expect(minimizeSquares({ residuals }, [-1.2, 1])).toMatchObject({ kind: "converged", sumOfSquares: 0 });
  });

  test("more steps never raise the sum of squares", () => {
    const residuals = ([a = 0, b = 0]: Float64Array): Float64Array => Float64Array.of(10 * (b - a * a), 1 - a);
    let before = Infinity;
    for (let most = 1; most < 40; most++) {
      const { sumOfSquares } = minimizeSquares({ residuals }, [-1.2, 1], { most });
      expect(sumOfSquares).toBeLessThanOrEqual(before);
      before = sumOfSquares;
    }
  });

  test("what is no start or no bound is refused by name", () => {
    expect(() => minimizeSquares({ residuals: line, lower: [1, 1] }, [0, 2])).toThrow("start[0] must lie within its bounds: got 0");
    expect(() => minimizeSquares({ residuals: line, lower: [1] }, [0, 2])).toThrow("lower and start must be of one length");
    expect(() => minimizeSquares({ residuals: line, upper: [Number.NaN, 1] }, [0, 0])).toThrow("upper[0]");
    expect(() => minimizeSquares({ residuals: () => Float64Array.of(Number.NaN) }, [0])).toThrow(
      "start must lie where the residuals are finite",
    );
  });
});

import { expect, test } from "vitest";
import { creatorFinding, biasText, lensFinding, ordersText, surplusText, type Lens } from "./findings.ts";
import type { StudyResult } from "./dial-words.ts";

const figure = (mean: number) => ({ mean, standard_error: 0, low: mean, high: mean });
const lensOf = (name: string, bias: number | null, errors: readonly number[] = []): Lens =>
  ({
    name,
    bias: bias === null ? null : figure(bias),
    creators: errors.map((error) => ({ error_orders: figure(error) })),
  }) as unknown as Lens;
const resultOf = (...lenses: Lens[]): StudyResult =>
  ({
    lenses,
    creators: [
      { name: "Ana", caused: figure(42) },
      { name: "Ben", caused: figure(8) },
    ],
  }) as unknown as StudyResult;

test("the finding names the lens that is closest about each creator, what the furthest does, and that shares are of the total", () => {
  expect(lensFinding(resultOf(lensOf("Codes only", 0.1), lensOf("Last touch", -0.58)))).toBe(
    "Closest to what each creator caused: Codes only, 10 % too many orders in total; furthest: Last touch, 58 % too few orders in total",
  );
  expect(lensFinding(resultOf(lensOf("First touch", 0), lensOf("Codes only", 0.4)))).toContain(
    "furthest: Codes only, 40 % too many orders in total",
  );
  expect(lensFinding(resultOf(lensOf("First touch", 0), lensOf("Linear", 0)))).toContain("Linear, right in total");
  expect(lensFinding(resultOf(lensOf("First touch", null), lensOf("Linear", null)))).toContain("Linear, nothing to be held against");
});

test("the finding about creators names the one about whom a lens is furthest off, and which way", () => {
  const low = lensOf("Last touch", -0.5, [-20, 3]);
  expect(creatorFinding(resultOf(low), low)).toBe("Last touch, furthest off about Ana: 20 orders too few beside 42 caused");
  const high = lensOf("Codes only", 0.5, [1, 6.25]);
  expect(creatorFinding(resultOf(high), high)).toBe("Codes only, furthest off about Ben: 6.3 orders too many beside 8 caused");
  const right = lensOf("Survey answers", 0, [0.01, 0]);
  expect(creatorFinding(resultOf(right), right)).toBe("Survey answers: right about every creator");
});

test("numbers are written as people read them", () => {
  expect([ordersText(12.4), ordersText(3.26), ordersText(-0.5)]).toEqual(["12", "3.3", "−0.5"]);
  expect([surplusText(4), surplusText(-4), surplusText(0)]).toEqual(["+4", "−4", "0"]);
  expect([biasText(-0.284), biasText(0.1), biasText(0)]).toEqual(["−28 %", "+10 %", "0 %"]);
});

test("where there is no creator the finding says so", () => {
  const nobody = lensOf("Linear", null);
  expect(creatorFinding({ lenses: [nobody], creators: [] } as unknown as StudyResult, nobody)).toBe("Linear: no creator to be credited");
});

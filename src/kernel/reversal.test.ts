import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reversalMinor } from "./reversal.ts";

const minor = (max: bigint) => fc.bigInt({ min: 0n, max });

describe("reversalMinor", () => {
  test("E1 a partial refund takes back the same share of what was earned", () => {
    expect(reversalMinor({ originalMinor: 150n, reversedMinor: 0n, baseMinor: 1000n, refundedMinor: 400n })).toBe(60n);
  });

  test("E2 three refunds of a third take back 33, 34 and 33 of 100 and nothing after", () => {
    const taken: bigint[] = [];
    for (const refundedMinor of [100n, 200n, 300n, 400n]) {
      const reversedMinor = taken.reduce((total, part) => total + part, 0n);
      taken.push(reversalMinor({ originalMinor: 100n, reversedMinor, baseMinor: 300n, refundedMinor }));
    }
    expect(taken).toEqual([33n, 34n, 33n, 0n]);
  });

  test("E4 a refund taken back, as by a dispute won, earns the share again", () => {
    expect(reversalMinor({ originalMinor: 100n, reversedMinor: 100n, baseMinor: 300n, refundedMinor: 0n })).toBe(-100n);
  });

  test("E2 E14 whatever the refunds, the sum taken back is the rounded share, never above the original", () => {
    fc.assert(
      fc.property(
        minor(10n ** 9n),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.array(minor(10n ** 9n), { maxLength: 12 }),
        (original, base, refunds) => {
          let [reversed, refunded] = [0n, 0n];
          for (const refund of refunds) {
            refunded += refund;
            const step = reversalMinor({ originalMinor: original, reversedMinor: reversed, baseMinor: base, refundedMinor: refunded });
            expect(step >= 0n).toBe(true);
            reversed += step;
          }
          expect(reversed <= original).toBe(true);
          const once = reversalMinor({ originalMinor: original, reversedMinor: 0n, baseMinor: base, refundedMinor: refunded });
          expect(reversed).toBe(once);
          expect(reversed === original || refunded < base).toBe(true);
        },
      ),
    );
  });

  test("a base of zero has no share, and a negative amount is a broken promise", () => {
    expect(() => reversalMinor({ originalMinor: 1n, reversedMinor: 0n, baseMinor: 0n, refundedMinor: 0n })).toThrow("base");
    expect(() => reversalMinor({ originalMinor: -1n, reversedMinor: 0n, baseMinor: 1n, refundedMinor: 0n })).toThrow("negative");
    expect(() => reversalMinor({ originalMinor: 1n, reversedMinor: -1n, baseMinor: 1n, refundedMinor: 0n })).toThrow("negative");
    expect(() => reversalMinor({ originalMinor: 1n, reversedMinor: 0n, baseMinor: 1n, refundedMinor: -1n })).toThrow("negative");
  });
});

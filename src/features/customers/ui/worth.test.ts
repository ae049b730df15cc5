import { expect, test } from "vitest";
import { askedAgain, modelsText, worthBody } from "./worth.ts";

test("a forecast is asked for a year ahead, or as far as the last time, and until yesterday unless a day is chosen", () => {
  expect(worthBody(askedAgain(undefined))).toEqual({ weeks: 52, yearly_discount: "0.1" });
  expect(worthBody(askedAgain({ weeks: 39, yearly_discount: "0.15" }))).toEqual({ weeks: 39, yearly_discount: "0.15" });
  const chosen = { until: "1997-09-30", weeks: undefined, yearly_discount: undefined };
  expect(worthBody(chosen)).toEqual({ until: "1997-09-30", weeks: 52, yearly_discount: "0.1" });
});

test("both models are named with their parameters, and spends that do not tell are said", () => {
  const fit = {
    bg_nbd: { parameters: { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 }, standard_errors: {}, log_likelihood: -9582.4292 },
    gamma_gamma: { parameters: { p: 6.2496, q: 3.7442, v: 15.4435 }, log_likelihood: -4055.9177, mean_spend: 35.17 },
  };
  expect(modelsText(fit as never)).toBe(
    "BG/NBD: r 0.2426, alpha 4.414, a 0.7929, b 2.426, log likelihood -9582.43; Gamma-Gamma: p 6.250, q 3.744, v 15.44, log likelihood -4055.92",
  );
  expect(modelsText({ ...fit, gamma_gamma: null } as never)).toContain("Gamma-Gamma: the spends do not tell");
});

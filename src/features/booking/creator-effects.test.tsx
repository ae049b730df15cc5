import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DotPlot } from "../../web/charts/dots/dot-plot.tsx";
import { effectsOn, type Cycle, type Effects } from "./creator-effects.ts";
import { effectFinding, signedText } from "./ui/effects.ts";

/** A seeded number in [0, 1). */
function dice(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

const truth = { Ana: 1.2, Ben: 0.4, Chiara: 0, Dev: -0.3, Elif: -0.5, Fox: -0.8 };

/** Creators of known worth in several campaigns; the weak ones get the good offer more often. */
function cycles(campaigns: number, noise: number, seed = 7): Cycle[] {
  const random = dice(seed);
  return Array.from({ length: campaigns }, (_, campaign) => `c${campaign}`).flatMap((campaign) =>
    Object.entries(truth).map(([creator, worth]) => {
      const isOffer = random() < (worth < 0 ? 0.8 : 0.2);
      const format = random() < 0.5 ? "reel" : "story";
      const chance = noise * (random() + random() + random() - 1.5);
      const perCost = 1.5 + worth + (isOffer ? 0.9 : 0) + (format === "reel" ? 0.3 : 0) + chance;
      return { campaign, creator, offer: isOffer ? "20 % off" : "no discount", format, margin: perCost * 500, cost: 500 };
    }),
  );
}

const found = (list: readonly Cycle[]): Effects => {
  const effects = effectsOn(list, ({ margin, cost }) => margin / cost);
  if ("why_not" in effects) throw new RangeError(effects.why_not);
  return effects;
};

test("creators are ranked by what they add once the offer that weak ones were given is taken out", () => {
  const effects = found(cycles(12, 0.6));
  expect(effects.creators.map(({ name }) => name)).toEqual(Object.keys(truth));
  const mean = Object.values(truth).reduce((sum, worth) => sum + worth, 0) / 6;
  for (const { name, effect, low, high } of effects.creators) {
    const own = truth[name as keyof typeof truth] - mean;
    expect(low < own && own < high, `${name}: ${effect} of ${own}`).toBe(true);
  }
  const [best, worst] = effects.besides;
  expect([best!.name, Math.abs(best!.effect - worst!.effect - 0.9) < 0.3]).toEqual(["20 % off", true]);
  expect(effects.formats.map(({ name }) => name).toSorted()).toEqual(["reel", "story"]);
  expect(effects).toMatchObject({ beside: "offer", is_few: false });
});

test("few cycles draw creators to the mean, further than many, and the warning says so", () => {
  const [few, many] = [found(cycles(2, 1.5)), found(cycles(24, 1.5))];
  const drawn = ({ creators }: Effects) => creators.reduce((sum, each) => sum + each.drawn, 0) / creators.length;
  expect(drawn(few)).toBeGreaterThan(drawn(many));
  expect([few.is_few, many.is_few]).toEqual([true, false]);
  expect(few.creators.every(({ is_few: isFew }) => isFew)).toBe(true);
});

test("where creators show no difference nobody is said to be exactly average: intervals keep the width of their own cycles", () => {
  const random = dice(3);
  const alike = cycles(3, 0).map((cycle) => ({ ...cycle, margin: 700 + 400 * random() }));
  const { creators, spread } = found(alike);
  expect(spread.creators).toBe(0);
  expect(creators.every(({ effect, low, high, drawn }) => effect === 0 && low < -0.1 && high > 0.1 && drawn === 1)).toBe(true);
  expect(creators.every(({ expected, expected_low: low, expected_high: high }) => low < expected && expected < high)).toBe(true);
});

test("where offers do not differ formats stand beside creators, else campaigns; one campaign tells nothing and says why", () => {
  const same = cycles(6, 0.6).map((cycle) => ({ ...cycle, offer: "not said" }));
  expect(found(same).beside).toBe("format");
  expect(found(same.map((cycle) => ({ ...cycle, format: "not said" })))).toMatchObject({ beside: "campaign", formats: [] });
  const one = same.filter(({ campaign }) => campaign === "c0").map((cycle) => ({ ...cycle, format: "not said" }));
  expect(effectsOn(one, ({ margin }) => margin)).toMatchObject({
    why_not: expect.stringContaining("Results of 6 creators in 1 campaign do not"),
  });
  expect(effectsOn([], ({ margin }) => margin)).toHaveProperty("why_not");
});

test("the picture of creators has each with its interval around zero, and its title says the finding", async () => {
  const effects = found(cycles(12, 0.6));
  expect(effectFinding(effects)).toMatch(/^Of 6 creators \d surely above and \d surely below the average$/);
  const rows = effects.creators.map(({ name, effect, low, high }) => ({
    key: name,
    label: name,
    dots: { effect: { value: effect, low, high, text: signedText(effect) } },
  }));
  const series = [{ key: "effect", label: "What they add" }];
  const svg = renderToStaticMarkup(<DotPlot series={series} rows={rows} format={signedText} width={640} labelledBy="title" />);
  await expect(`${svg.replaceAll("><", ">\n<")}\n`).toMatchFileSnapshot("./creator-effects.svg");
});

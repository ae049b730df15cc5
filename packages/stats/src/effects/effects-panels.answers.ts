import type { Answers } from "../../../../test/known-answers.ts";
import { fixtureText, tableRows } from "../../../../test/reference-data.ts";
import { matrixOf } from "../linear/matrix.ts";
import { setsFrom } from "./panel/connected-sets.ts";
import { cellsOf } from "./panel/cells.ts";
import { panelRows, type EffectsPanel } from "./panel/effects-panel.ts";
import { factorOf } from "./panel/factor.ts";

/** The reference's panel: 80 creators by 15 offers, and an island of 3 by 2. */
export function wholePanel(): EffectsPanel {
  const rows = tableRows(fixtureText("experiments/akm-panel.csv"));
  const column = (at: number): string[] => rows.map((row) => row[at] ?? "");
  return {
    outcome: column(4).map(Number),
    creator: factorOf(column(0)),
    offer: factorOf(column(1)),
    covariates: matrixOf(column(3).map((value) => [Number(value)])),
  };
}

/** The reference's panel without its island. */
export function mainPanel(): EffectsPanel {
  const panel = wholePanel();
  const { creatorSet } = setsFrom(cellsOf(panel));
  return panelRows(
    panel,
    Int32Array.from(panel.creator.codes.keys()).filter((row) => creatorSet[panel.creator.codes[row] as number] === 0),
  );
}

/** Sixty rows by formula: 11 creators, 3 offers, 3 formats, two covariates, cells of unequal size. */
export function formulaPanel(): EffectsPanel {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const [creator, offer, format, x] = [(i * 7) % 11, (i * i) % 5, Math.floor(i / 3) % 3, ((i * 13) % 17) / 4];
    return {
      creator,
      offer,
      format,
      x: [x, ((i * 5) % 9) - 4],
      y: 10 + ((i * 29) % 31) / 3 + creator * 1.5 - offer * 0.7 + format * 2 + 0.3 * x,
    };
  });
  return {
    outcome: rows.map(({ y }) => y),
    creator: factorOf(rows.map(({ creator }) => creator)),
    offer: factorOf(rows.map(({ offer }) => offer)),
    format: factorOf(rows.map(({ format }) => format)),
    covariates: matrixOf(rows.map(({ x }) => x)),
  };
}

/** A number by level, in the order of the levels' names. */
export function byLevel(levels: readonly (string | number)[], values: ArrayLike<number>): number[] {
  const order = levels.map((level, at) => ({ level: String(level).padStart(4, "0"), at })).sort((a, b) => (a.level < b.level ? -1 : 1));
  return order.map(({ at }) => values[at] ?? Number.NaN);
}

export const answers: readonly Answers[] = [];

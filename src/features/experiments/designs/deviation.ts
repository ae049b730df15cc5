/** What did not go as planned for a creator. */
export const deviationKinds = ["began_early", "did_not_begin", "dropped_out"] as const;

/** What was recorded of a creator. */
export interface Deviation {
  readonly creator: string;
  readonly kind: (typeof deviationKinds)[number];
  readonly note: string;
}

const words: { readonly [K in Deviation["kind"]]: string } = {
  began_early: "began while they were to wait",
  did_not_begin: "did not begin when they were to",
  dropped_out: "dropped out before the end",
};

/**
 * What deviations mean for the result, in a sentence for each sort; none where all went as planned.
 *
 * @param deviations as they were recorded.
 * @param creators how many take part.
 * @example
 * import { deviationWarnings } from "./deviation.ts";
 * deviationWarnings([{ creator: "Ana", kind: "began_early", note: "" }], 12); // => ["1 of 12 creators began while they were to wait: Ana. They count as chance dealt them out, which draws the effect towards zero."]
 */
export function deviationWarnings(deviations: readonly Deviation[], creators: number): string[] {
  return deviationKinds.flatMap((kind) => {
    const who = [...new Set(deviations.filter((each) => each.kind === kind).map(({ creator }) => creator))];
    if (who.length === 0) return [];
    return [
      `${who.length} of ${creators} creators ${words[kind]}: ${who.join(", ")}. They count as chance dealt them out, which draws the effect towards zero.`,
    ];
  });
}

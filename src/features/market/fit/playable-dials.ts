import { presets, type PresetName } from "../dials/presets.ts";
import { expectedSize, mostOfRun, turnedDials, turningOf, type Turning } from "../dials/turning.ts";
import type { FittedDial } from "./fitted-dials.ts";

/** Fitted dials, and where each of them stands. */
interface Fitted {
  readonly fitted: readonly FittedDial[];
  readonly dials: Turning;
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;

function dialsOf(fitted: readonly FittedDial[], preset: PresetName): Turning {
  return { ...turningOf(presets[preset]), ...Object.fromEntries(fitted.map(({ dial, value }) => [dial, value])) };
}

const withDial = (fitted: readonly FittedDial[], dial: keyof Turning, to: { value: number | string; why: string }): FittedDial[] =>
  fitted.map((one) => (one.dial === dial ? { ...one, value: to.value, text: `${one.text} ${to.why}` } : one));

/** Fewer of those who see a post come, which no row tells, until a run holds no more visitors than can be played. */
function fewerVisitors(fitted: readonly FittedDial[], preset: PresetName): readonly FittedDial[] {
  const { visitors } = expectedSize(turnedDials(presets[preset], dialsOf(fitted, preset)));
  if (visitors <= mostOfRun.visitors) return fitted;
  const before = Number(dialsOf(fitted, preset).interest);
  const interest = Math.floor((before * mostOfRun.visitors * 1e6) / visitors) / 1e6;
  const why = `Lowered from the ready-made ${percent(before)}, since a run of all your posts would hold more than ${mostOfRun.visitors.toLocaleString("en")} visitors.`;
  return withDial(fitted, "interest", { value: String(interest), why });
}

/** Fewer days are played, until a run holds no more orders than can be. */
function fewerDays(fitted: readonly FittedDial[], preset: PresetName): readonly FittedDial[] {
  const dials = dialsOf(fitted, preset);
  const ordersIn = (days: number): number => expectedSize(turnedDials(presets[preset], { ...dials, days })).orders;
  let days = dials.days;
  while (days > 14 && ordersIn(days) > mostOfRun.orders) days -= 1;
  if (days === dials.days) return fitted;
  const why = `Shortened from ${dials.days}, since a run of them would hold more than ${mostOfRun.orders.toLocaleString("en")} orders.`;
  return withDial(fitted, "days", { value: days, why });
}

/**
 * Fitted dials that can be played: where a run would be too large, fewer of those who see a post come, which nobody's rows tell, and
 * then fewer days are played, fourteen at the least; each says so. What is told from the rows otherwise stays.
 *
 * @param fitted as `fittedDials` gives them.
 * @param preset the ready-made business that they were turned from.
 * @returns the dials, each with what it rests on, and where they stand; unchanged where a run is small enough.
 */
export function playableDials(fitted: readonly FittedDial[], preset: PresetName): Fitted {
  const playable = fewerDays(fewerVisitors(fitted, preset), preset);
  return { fitted: playable, dials: dialsOf(playable, preset) };
}

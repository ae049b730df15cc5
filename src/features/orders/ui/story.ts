import type { paths } from "../../../web/api.gen.d.ts";

/** Everything behind one order, as the API tells it. */
export type Story = paths["/v1/conversions/{id}/story"]["get"]["responses"][200]["content"]["application/json"];
export type Touch = Story["touches"][number];
export type Shares = Story["unattributed"];

/** The touches that were seen; what the customer said afterwards stands last among all. */
export const seenTouches = ({ touches }: Story): Touch[] => touches.filter((touch) => touch.kind !== "survey");

/** What a touch is called in a table: whose it is, and by what. */
export function touchLabel(touch: Touch): string {
  const who = touch.creator?.name ?? touch.channel_name;
  if (touch.kind === "code") return `${who}, code ${touch.code?.code ?? ""}`.trim();
  return touch.kind === "click" ? `${who}, link` : who;
}

/** The share of a touch under a model: "40 %", "33.33 %". */
export function shareText(shares: Shares, model: string): string {
  const share = shares.find((each) => each.model === model)?.share ?? "0";
  const percent = Number(share) * 100;
  return `${new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 }).format(percent)} %`;
}

/** A share as a number for the length of a bar. */
export const shareSize = (shares: Shares, model: string): number => Number(shares.find((each) => each.model === model)?.share ?? "0");

/** What each lens says of one creator or channel for one order. */
export interface LensRow {
  readonly key: string;
  readonly name: string;
  readonly creatorId: string | null;
  /** The share of credit under the model, in [0, 1]; null where it was not seen. */
  readonly path: number | null;
  /** The code that was used, null for none. */
  readonly code: string | null;
  readonly isNamed: boolean;
  /** Credit under the experiment's own model times its factor, held within [0, 1]; null where no experiment says anything. */
  readonly experiment: {
    readonly share: number;
    readonly low: number;
    readonly high: number;
    readonly level: number;
    readonly source: string;
    /** The name of that model. */
    readonly model: string;
  } | null;
}

const within = (value: number): number => Math.min(1, Math.max(0, value));

const shareUnder = (touches: readonly Touch[], model: string): number =>
  touches.reduce((sum, touch) => sum + Number(touch.shares.find((each) => each.model === model)?.share ?? "0"), 0);

/** The factor belongs to the model that it was measured against, whichever is on screen. */
function experimentOf(story: Story, creatorId: string, seen: readonly Touch[]): LensRow["experiment"] {
  const found = story.calibrations.find((each) => each.creator.id === creatorId);
  if (found === undefined) return null;
  const credit = shareUnder(seen, found.model);
  const times = (factor: string): number => within(credit * Number(factor));
  const model = story.models.find((each) => each.id === found.model)?.name ?? found.model;
  return {
    ...{ share: times(found.factor), low: times(found.low), high: times(found.high) },
    level: Number(found.level),
    source: found.source,
    model,
  };
}

/** What each lens says by the touches of one creator or channel; those that were seen, and perhaps the customer's word. */
function rowOf(story: Story, [key, touches]: readonly [string, readonly Touch[]], model: string): LensRow {
  const [{ creator, channel_name }] = touches as [Touch];
  const seen = touches.filter((touch) => touch.kind !== "survey");
  const path = seen.length === 0 ? null : shareUnder(seen, model);
  return {
    key,
    name: creator?.name ?? channel_name,
    creatorId: creator?.id ?? null,
    path,
    code: seen.find((touch) => touch.code !== null)?.code?.code ?? null,
    isNamed: seen.length < touches.length,
    experiment: path === null || creator === null ? null : experimentOf(story, creator.id, seen),
  };
}

/**
 * The four lenses on one order: a row for each creator and channel that any of them names, those with most credit first.
 *
 * @param story the order
 * @param model the id of the model whose credit the path shows
 */
export function lensRows(story: Story, model: string): LensRow[] {
  const groups = new Map<string, Touch[]>();
  for (const touch of story.touches) {
    const key = touch.creator?.id ?? touch.channel;
    groups.set(key, [...(groups.get(key) ?? []), touch]);
  }
  const rows = [...groups].map((group) => rowOf(story, group, model));
  return rows.toSorted((one, other) => (other.path ?? -1) - (one.path ?? -1));
}

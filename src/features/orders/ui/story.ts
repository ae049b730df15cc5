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

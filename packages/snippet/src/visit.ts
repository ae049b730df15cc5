/**
 * The mark of the visit that a page belongs to: another than the previous one when the page begins a visit.
 *
 * That is when no page was seen for 30 minutes (then there is no previous mark), when the address brings another campaign or click, or when another
 * site referred. What a page does not bring is taken from the mark before.
 *
 * @param previous the mark in the cookie; undefined when there is none.
 * @param campaign what the address brings, in any spelling; empty for nothing.
 * @param referrer the referring host; empty for none.
 */
export function visitMark(previous: string | undefined, campaign: string, referrer: string): string {
  const [lastCampaign, lastReferrer] = (previous || "|").split("|");
  return `${encodeURIComponent(campaign).slice(0, 400) || lastCampaign}|${referrer || lastReferrer}`;
}

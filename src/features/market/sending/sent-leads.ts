import { formatId, shortUuid } from "../../../kernel/ids.ts";
import type { World } from "../world/world.ts";
import type { SentTo, SentTouches } from "./sent-ids.ts";

/** People leave their address half a minute after they came. */
const leftAfterMs = 30_000;
/** As many as one request may have. */
const batchOf = 1000;

/**
 * Sign-ups or RSVPs of a world as the brand's form would send them: bodies of `POST /v1/conversions/batch`, with the click where there was
 * one and the address that a later order has too.
 *
 * @param world as `marketWorld` gives it.
 * @param to where it is recorded.
 * @param touches its clicks with their ids.
 */
export function sentLeads({ leads, dials }: World, to: SentTo, { ofLead }: SentTouches) {
  const all = leads.map(({ key, customer, atMs }, at) => {
    const known = ofLead.get(key);
    return {
      store_id: formatId("sto", to.storeId),
      external_id: `${dials.leads.kind}-${at + 1}`,
      kind: dials.leads.kind,
      occurred_at: new Date(atMs + leftAfterMs).toISOString(),
      customer: { email: customer === undefined ? `lead${at + 1}@shoppers.example` : `customer${customer}@shoppers.example` },
      ...(known === undefined ? {} : { visitor_id: shortUuid(known.visitorId) }),
      ...(known?.clickId === undefined ? {} : { click_id: shortUuid(known.clickId) }),
    };
  });
  const batches = Array.from({ length: Math.ceil(all.length / batchOf) }, (_, at) => all.slice(at * batchOf, (at + 1) * batchOf));
  return batches.map((conversions) => ({ conversions }));
}

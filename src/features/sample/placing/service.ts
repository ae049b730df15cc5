import { parseId } from "../../../kernel/ids.ts";
import { asSystem, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { listDomains, loadShortHosts } from "../../domains/service.ts";
import { listLinks, moveLinks, updateLink } from "../../links/service.ts";
import { listAllWorkspaces } from "../../workspaces/service.ts";

/** Where the sample brand's short links and shop are reached. */
export interface SamplePlaces {
  /** Host and port of the edge. */
  readonly edgeHost: string;
  /** The page that the links lead to. */
  readonly shopUrl: string;
}

/** Hosts that only this machine has: an address, or its own name. A domain that somebody owns is none. */
const ofThisMachine = /^(localhost|\d{1,3}(\.\d{1,3}){3}|\[[\da-f:.]+\])(:\d+)?$/;

/** The sample's links all lead to its shop. */
const mostLinks = 100;

async function moveDomainTo(ctx: WorkspaceContext, host: string): Promise<void> {
  const [first] = (await listDomains(ctx)).data;
  if (first === undefined || first.host === host || !ofThisMachine.test(first.host)) return;
  if ((await loadShortHosts(ctx)).has(host))
    return ctx.log.warn({ host }, "the sample brand's links stay where they were: the host is in use");
  await moveLinks(ctx, parseId("dom", first.id)!, host);
}

async function leadToShop(ctx: WorkspaceContext, shop: URL): Promise<void> {
  const { data } = await listLinks(ctx, { limit: mostLinks, search: shop.pathname });
  for (const { id, destination } of data)
    if (new URL(destination).pathname === shop.pathname && destination !== shop.href)
      await updateLink(ctx, parseId("lnk", id)!, { destination: shop.href });
}

/**
 * Keeps the sample brand's short links alive: where a later start has other ports than the first, its domain and what its links lead to
 * move along. Nothing happens without a sample brand, or when nothing moved.
 */
export async function placeSample(ctx: Context, places: SamplePlaces): Promise<void> {
  const workspace = (await listAllWorkspaces(ctx)).find((row) => row.is_sample && row.archived_at === null);
  if (workspace === undefined) return;
  await inTransaction(asSystem(ctx, workspace.id, "sample"), async (within) => {
    await moveDomainTo(within, places.edgeHost);
    await leadToShop(within, new URL(places.shopUrl));
  });
}

import { writeFileSync } from "node:fs";
import path from "node:path";
import { openSpool, type SpoolWriter } from "../../edge/spool/spool-writer.ts";
import {
  addClick,
  clientFields,
  consentFields,
  deviceFields,
  placeFields,
  verdictFields,
  workspaceFields,
} from "../../edge/spool/click-row.ts";
import { addVisit, addWatermark } from "../../edge/spool/rows.ts";
import { keepClient, openClientTable } from "../../edge/visitor/client-table.ts";
import type { SentClick, SentTo, SentTouches, SentVisit } from "../../features/market/sending/sent-ids.ts";
import type { World } from "../../features/market/world/world.ts";

const human = { class: "human", reason: "browser_user_agent" } as const;
const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll("-", ""), "hex");

/** Writes one click or visit into the spool's frame. */
type Recorder = { click: (click: SentClick) => void; visit: (visit: SentVisit) => void };

function recorderOf({ frame }: SpoolWriter, { dials }: World, to: SentTo): Recorder {
  const [workspaceId, edgeId, domainId, storeId] = [to.workspaceId, to.edgeId, to.domainId, to.storeId].map(bytesOf) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ];
  const workspace = workspaceFields(workspaceId);
  const places = to.creators.map(({ linkId, creatorId }) =>
    placeFields({ edgeId, domainId, linkId: bytesOf(linkId), creatorId: bytesOf(creatorId) }),
  );
  const clients = openClientTable(16 * dials.regions.length);
  const clientRows = dials.regions.map(({ country }, low) => {
    const client = { country, isHosting: false, addressHash: undefined };
    return keepClient(clients, { address: { family: 4, high: 0, low }, workspace: 1, day: 1 }, { ...client, fields: clientFields(client) });
  });
  const constant = {
    workspace,
    clients,
    verdict: verdictFields("redirected", human),
    device: deviceFields("ios"),
    consent: consentFields.granted,
  };
  return {
    click: ({ id, atMs, visitorId, creator, region }) =>
      addClick(frame, {
        ...constant,
        ...{ occurredAtMs: atMs, id: bytesOf(id), place: places[creator]!, visitorId: bytesOf(visitorId), clientRow: clientRows[region]! },
        ...{ referrerHost: undefined, params: undefined },
      }),
    visit: ({ id, atMs, visitorId, channel, region }) =>
      addVisit(frame, {
        ...{ workspaceId, edgeId, storeId, occurredAtMs: atMs, id: bytesOf(id), visitorId: bytesOf(visitorId), clickId: undefined },
        ...{ channel, channelRulesVersion: 1, referrerHost: undefined, params: undefined, landingPath: "/" },
        ...{ verdict: human, country: dials.regions[region]!.country, consent: "granted" },
      }),
  };
}

const recordsAFrame = 500;

/**
 * Writes the clicks and visits of a world into a spool folder, as the redirect and the snippet record them: an edge's shipper copies them
 * into the database. The same world gives the same bytes.
 */
export async function writeMarketSpool(folder: string, world: World, sent: { to: SentTo; touches: SentTouches }): Promise<void> {
  const edgeId = bytesOf(sent.to.edgeId);
  writeFileSync(path.join(folder, "edge-id"), edgeId.toString("hex"));
  const whole = { segmentBytes: Number.MAX_SAFE_INTEGER, segmentAgeMs: Number.MAX_SAFE_INTEGER, heldBytes: 0, syncToDisk: true };
  const spool = openSpool({ folder, edgeId, ...whole, now: () => world.toMs });
  const record = recorderOf(spool, world, sent.to);
  const rows = [
    ...sent.touches.clicks.map((click) => ({ atMs: click.atMs, write: () => record.click(click) })),
    ...sent.touches.visits.map((visit) => ({ atMs: visit.atMs, write: () => record.visit(visit) })),
  ].toSorted((a, b) => a.atMs - b.atMs);
  const commit = (): Promise<void> => new Promise((resolve) => spool.commit(resolve));
  for (const [at, row] of rows.entries()) {
    row.write();
    if (at % recordsAFrame === recordsAFrame - 1) await commit();
  }
  addWatermark(spool.frame, world.toMs);
  await commit();
  await spool.close();
}

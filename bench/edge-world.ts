import path from "node:path";
import { closeChangeLog, openChangeLog, startGeneration, type LinkChange } from "../src/edge/links/change-log.ts";
import { linkPayload, linkRecordTypes, type DomainRecord } from "../src/edge/links/link-files.ts";
import { encodeLink } from "../src/edge/links/link-record.ts";
import { ruleText } from "../src/edge/links/link-rule.ts";
import { ownEdgeId } from "../src/edge/spool/segment-files.ts";

/** Ids of the one workspace, domain and creators that the benchmarks use, as 32 hexadecimal digits. */
export const benchWorld = { workspaceId: "0a".repeat(16), domainId: "0b".repeat(16), host: "go.bench.example" } as const;

const idOf = (kind: number, number: number): Buffer => {
  const id = Buffer.alloc(16, kind);
  id.writeUInt32BE(number, 12);
  id[6] = 0x70;
  id[8] = 0x80;
  return id;
};

/** A domain and so many links with keys k0, k1, ... in base 36. */
export function* benchLinks(links: number): Generator<LinkChange> {
  const domain: DomainRecord = {
    id: benchWorld.domainId,
    workspaceId: benchWorld.workspaceId,
    host: benchWorld.host,
    clickParam: "vclid",
    fallbackUrl: "https://shop.example/",
    consentMode: "by_country",
    consentCountries: [],
    storeId: undefined,
    isArchived: false,
  };
  yield { type: linkRecordTypes.domain, payload: Buffer.from(JSON.stringify(domain)) };
  const domainId = Buffer.from(benchWorld.domainId, "hex");
  const rule = ruleText({
    utm: [
      ["utm_source", "instagram"],
      ["utm_medium", "influencer"],
    ],
    precedence: "destination_incoming_link",
  });
  for (let number = 0; number < links; number++) {
    const link = encodeLink({
      id: idOf(1, number),
      creatorId: idOf(2, number % 1000),
      key: `k${number.toString(36)}`,
      destination: `https://shop.example/products/item-${number}?size=m`,
      fallbackUrl: undefined,
      rule: number % 2 === 0 ? rule : undefined,
      expiresAtMs: undefined,
      isDisabled: false,
    });
    yield { type: linkRecordTypes.link, payload: linkPayload(domainId, link) };
  }
}

/** Writes the link files that a listener reads at its start. */
export async function writeBenchLinks(spoolFolder: string, links: number): Promise<void> {
  const log = openChangeLog(path.join(spoolFolder, "links"), ownEdgeId(spoolFolder));
  await startGeneration(log, benchLinks(links), { cursor: { system: "bench", horizon: "1", atMs: Date.now() }, reload: true });
  closeChangeLog(log);
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../../test/database.ts";
import { closeChangeLog, openChangeLog, type ChangeLog } from "./change-log.ts";
import { coldLink, hotLink, type Link } from "./link-book.ts";
import { openLinkTail, type LinkTail } from "./link-tail.ts";
import { openPulling, pullLinks, type Pulling } from "./pull-links.ts";
import { placeFields } from "../spool/click-row.ts";
import { uuidText } from "../shipper/ship-spool.ts";

let database: TestDatabase;
let writer: pg.Client;
let reader: pg.Client;
let folder = "";
let changes: ChangeLog;
let pulling: Pulling;
let tail: LinkTail;
const errors: Error[] = [];

const log = pino({ level: "silent" });
const id = (number: number): string => uuidText(Buffer.alloc(16, number));
const [workspace, domain, creator] = [id(1), id(2), id(3)];

beforeAll(async () => {
  database = await cloneDatabase();
  writer = new pg.Client(database.url);
  await writer.connect();
  await writer.query(`
    insert into organizations values ('${id(9)}', 'Org', now());
    insert into workspaces (id, organization_id, slug, name, zone, currency, created_at) values ('${workspace}', '${id(9)}', 'w', 'W', 'UTC', 'EUR', now());
    insert into creators (workspace_id, id, name, created_at, updated_at) values ('${workspace}', '${creator}', 'Anna', now(), now())`);
});
afterAll(async () => {
  await writer.end();
  await database.close();
});
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vouch-pull-"));
  await writer.query("truncate links, domains, stores, link_changes cascade");
  await writer.query(
    `insert into domains (workspace_id, id, host, consent_countries, created_at, updated_at) values ('${workspace}', '${domain}', 'go.example', '{DE,FR}', now(), now())`,
  );
  reader = new pg.Client(database.appUrl);
  await reader.connect();
  changes = openChangeLog(folder, Buffer.alloc(16));
  pulling = openPulling(changes, log);
  tail = openLinkTail({ folder, edgeId: Buffer.alloc(16), onError: (error) => errors.push(error) });
});
afterEach(async () => {
  tail.close();
  closeChangeLog(changes);
  await reader.end();
  expect(errors).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

async function saveLink(
  client: pg.Client,
  number: number,
  link: { key: string; destination: string; more?: string; values?: string },
): Promise<void> {
  await client.query(
    `insert into links (workspace_id, id, domain_id, key, key_skeleton, creator_id, destination, created_at, updated_at${link.more ?? ""})
     values ($1, $2, $3, $4, $4, $5, $6, now(), now()${link.values ?? ""}) on conflict (workspace_id, id) do update set destination = excluded.destination`,
    [workspace, id(number), domain, link.key, creator, link.destination],
  );
  await client.query("insert into link_changes (kind, workspace_id, subject_id, changed_at) values ('link', $1, $2, now())", [
    workspace,
    id(number),
  ]);
}

async function link(key: string): Promise<Link | undefined> {
  for (let tries = 0; tries < 50 || (tail.book === undefined && tries < 1000); tries++) {
    tail.poll();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const found = tail.book?.byHost.get("go.example");
  return tail.book && found && (hotLink(tail.book, found, `/${key}`) ?? coldLink(tail.book, found, key));
}

const destination = async (key: string): Promise<string | undefined> => (await link(key))?.target.plain;

describe("following the database's links", () => {
  it("begins with everything that is there, whatever the log of changes still holds", async () => {
    await saveLink(writer, 10, {
      key: "anna",
      destination: "https://shop.example/a",
      more: ", utm, utm_precedence, fallback_url, expires_at, disabled_at",
      values: `, '{"rule":{"utm_source":"{creator}"},"parameters":[["utm_source","Anna"]]}', 'destination_link', 'https://shop.example/f', '2030-01-01Z', now()`,
    });
    await writer.query("delete from link_changes");
    await pullLinks(pulling, reader);
    expect(await link("anna")).toMatchObject({
      placeFields: placeFields({
        edgeId: tail.book!.edgeId,
        domainId: tail.book!.byHost.get("go.example")!.id,
        linkId: Buffer.alloc(16, 10),
        creatorId: Buffer.alloc(16, 3),
      }),
      target: { plain: "https://shop.example/a?utm_source=Anna", open: undefined },
      fallbackUrl: "https://shop.example/f",
      expiresAtMs: Date.parse("2030-01-01Z"),
      isDisabled: true,
    });
    expect(tail.book!.byHost.get("go.example")!.consent).toEqual({ mode: "by_country", countries: new Set(["DE", "FR"]) });
  });

  it("takes each change once and writes nothing when there is none", async () => {
    await pullLinks(pulling, reader);
    await saveLink(writer, 10, { key: "anna", destination: "https://shop.example/1" });
    expect(await pullLinks(pulling, reader)).toBe(1);
    const size = changes.bytes;
    expect(await pullLinks(pulling, reader)).toBe(0);
    expect(changes.bytes).toBe(size);
    expect(await destination("anna")).toBe("https://shop.example/1");
  });

  it("waits for no long-running transaction and misses none that commits late", async () => {
    await pullLinks(pulling, reader);
    const slow = new pg.Client(database.url);
    await slow.connect();
    await slow.query("begin");
    await saveLink(slow, 11, { key: "ben", destination: "https://shop.example/ben" });
    for (let edit = 1; edit <= 3; edit++) {
      await saveLink(writer, 10, { key: "anna", destination: `https://shop.example/${edit}` });
      expect(await pullLinks(pulling, reader)).toBe(1);
      expect(await destination("anna")).toBe(`https://shop.example/${edit}`);
    }
    await slow.query("commit");
    expect(await pullLinks(pulling, reader)).toBe(1);
    expect(await destination("ben")).toBe("https://shop.example/ben");
    expect(await pullLinks(pulling, reader)).toBe(0);
    await slow.end();
  });

  it("goes on after a restart where it was, with no second reading of everything", async () => {
    await pullLinks(pulling, reader);
    closeChangeLog(changes);
    await saveLink(writer, 10, { key: "anna", destination: "https://shop.example/1" });
    changes = openChangeLog(folder, Buffer.alloc(16));
    expect(await pullLinks(openPulling(changes, log), reader)).toBe(1);
    expect([changes.generation, await destination("anna")]).toEqual([1, "https://shop.example/1"]);
  });

  it("reads everything anew from a database that is another one, or was set back", async () => {
    await saveLink(writer, 10, { key: "anna", destination: "https://shop.example/1" });
    await pullLinks(pulling, reader);
    for (const strange of [{ system: "another" }, { horizon: "99999999999" }, { atMs: 0 }]) {
      const before = changes.generation;
      changes.cursor = { ...changes.cursor!, ...strange };
      await pullLinks(pulling, reader);
      expect(changes.generation).toBe(before + 1);
    }
    expect(await destination("anna")).toBe("https://shop.example/1");
  });

  it("brings stores and the end of a domain", async () => {
    await pullLinks(pulling, reader);
    await writer.query(
      `insert into stores (workspace_id, id, name, kind, zone, currency, site_key, allowed_origins, created_at, updated_at) values ('${workspace}', '${id(4)}', 'S', 'custom', 'UTC', 'EUR', 'pk_1', '{https://shop.example}', now(), now())`,
    );
    await writer.query(`update domains set archived_at = now()`);
    await writer.query(
      `insert into link_changes (kind, workspace_id, subject_id, changed_at) values ('store', '${workspace}', '${id(4)}', now()), ('domain', '${workspace}', '${domain}', now())`,
    );
    await pullLinks(pulling, reader);
    expect(await link("anna")).toBeUndefined();
    expect(tail.book!.byHost.has("go.example")).toBe(false);
    expect(tail.book!.stores.get("pk_1")!.record).toMatchObject({ allowedOrigins: ["https://shop.example"], consentMode: "by_country" });
  });
});

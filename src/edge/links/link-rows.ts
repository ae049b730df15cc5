import type pg from "pg";
import type { UtmParameters, UtmPrecedence } from "@vouch/redirect";
import type { LinkChange } from "./change-log.ts";
import { linkPayload, linkRecordTypes, type ConsentMode, type DomainRecord, type StoreRecord } from "./link-files.ts";
import { encodeLink } from "./link-record.ts";
import { ruleText } from "./link-rule.ts";

/** Reads domains, stores and links from the database as records for the link files. */

type Row = Record<string, unknown>;

const domainColumns = "id, workspace_id, host, click_param, fallback_url, consent_mode, consent_countries, store_id, archived_at";
const storeColumns = "id, workspace_id, site_key, allowed_origins, consent_mode, cookie_domain, archived_at";
const linkColumns =
  "workspace_id, id, domain_id, key, creator_id, destination, fallback_url, utm, utm_precedence, expires_at, disabled_at, archived_at";

const pageRows = 5000;

/** Every record, domains and stores first; call it in a repeatable-read transaction. Links come page by page, so memory stays small. */
export async function* allRecords(client: pg.ClientBase): AsyncGenerator<LinkChange> {
  for (const row of (await client.query<Row>(`select ${domainColumns} from domains`)).rows) yield domainRecord(row);
  for (const row of (await client.query<Row>(`select ${storeColumns} from stores`)).rows) yield storeRecord(row);
  let after = ["00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000"];
  for (;;) {
    const { rows } = await client.query<Row>({
      name: "links_page",
      text: `select ${linkColumns} from links where (workspace_id, id) > ($1::uuid, $2::uuid) order by workspace_id, id limit ${pageRows}`,
      values: after,
    });
    for (const row of rows) yield linkRecord(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    after = [last["workspace_id"] as string, last["id"] as string];
  }
}

/** What changed: a link, domain or store. */
export type Subject = { kind: "link" | "domain" | "store"; workspaceId: string; id: string };

const sources = {
  domain: { table: "domains", columns: domainColumns, record: domainRecord },
  store: { table: "stores", columns: storeColumns, record: storeRecord },
  link: { table: "links", columns: linkColumns, record: linkRecord },
} as const;

/** The records of these subjects as they now are, domains and stores first. */
export async function recordsOf(client: pg.ClientBase, subjects: readonly Subject[]): Promise<LinkChange[]> {
  const records: LinkChange[] = [];
  for (const kind of ["domain", "store", "link"] as const) {
    const wanted = subjects.filter((subject) => subject.kind === kind);
    const { table, columns, record } = sources[kind];
    for (let at = 0; at < wanted.length; at += pageRows) {
      const page = wanted.slice(at, at + pageRows);
      const { rows } = await client.query<Row>({
        name: `${table}_changed`,
        text: `select ${columns} from ${table} where (workspace_id, id) in (select * from unnest($1::uuid[], $2::uuid[]))`,
        values: [page.map((subject) => subject.workspaceId), page.map((subject) => subject.id)],
      });
      for (const row of rows) records.push(record(row));
    }
  }
  return records;
}

const hexId = (id: unknown): string => (id as string).replaceAll("-", "");
const idOrMissing = (id: unknown): string | undefined => (id === null ? undefined : hexId(id));
const textOrMissing = (text: unknown): string | undefined => (text === null ? undefined : (text as string));
const json = (value: object): Buffer => Buffer.from(JSON.stringify(value), "utf8");

function domainRecord(row: Row): LinkChange {
  const record: DomainRecord = {
    id: hexId(row["id"]),
    workspaceId: hexId(row["workspace_id"]),
    host: row["host"] as string,
    clickParam: row["click_param"] as string,
    fallbackUrl: textOrMissing(row["fallback_url"]),
    consentMode: row["consent_mode"] as ConsentMode,
    consentCountries: row["consent_countries"] as string[],
    storeId: idOrMissing(row["store_id"]),
    isArchived: row["archived_at"] !== null,
  };
  return { type: linkRecordTypes.domain, payload: json(record) };
}

function storeRecord(row: Row): LinkChange {
  const record: StoreRecord = {
    id: hexId(row["id"]),
    workspaceId: hexId(row["workspace_id"]),
    siteKey: row["site_key"] as string,
    allowedOrigins: row["allowed_origins"] as string[],
    consentMode: row["consent_mode"] as ConsentMode,
    cookieDomain: textOrMissing(row["cookie_domain"]),
    isArchived: row["archived_at"] !== null,
  };
  return { type: linkRecordTypes.store, payload: json(record) };
}

function linkRecord(row: Row): LinkChange {
  const creatorId = idOrMissing(row["creator_id"]);
  const link = encodeLink({
    id: Buffer.from(hexId(row["id"]), "hex"),
    creatorId: creatorId === undefined ? undefined : Buffer.from(creatorId, "hex"),
    key: row["key"] as string,
    destination: row["destination"] as string,
    fallbackUrl: textOrMissing(row["fallback_url"]),
    rule: ruleOf(row),
    expiresAtMs: (row["expires_at"] as Date | null)?.getTime(),
    isDisabled: row["disabled_at"] !== null || row["archived_at"] !== null,
  });
  return { type: linkRecordTypes.link, payload: linkPayload(Buffer.from(hexId(row["domain_id"]), "hex"), link) };
}

/** The column `utm` holds the rule as written and, under `parameters`, what it comes to for this link. */
const ruleOf = (row: Row): string | undefined =>
  ruleText({
    utm: (row["utm"] as { parameters?: UtmParameters }).parameters ?? [],
    precedence: row["utm_precedence"] as UtmPrecedence,
  });

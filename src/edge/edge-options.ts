/**
 * What the two processes of an edge are told, as JSON in the variable `VOUCH_EDGE_OPTIONS`. Whoever starts them has checked
 * the operator's configuration; what is missing here takes the default named beside it.
 */
export type ListenerOptions = {
  /** folder of the spool; the link files are in `links` below it. One listener a folder */
  spoolFolder: string;
  host: string;
  /** 0 takes a free one; the line `listening` says which */
  port: number;
  /** `/health`, `/ready` and `/metrics`; keep it closed to the public */
  adminHost: string;
  adminPort: number;
  /** addresses and networks in CIDR form whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed; none */
  trustedProxies: string[];
  /** sync each record to the disk before its answer; false: it is written before its answer, which survives a kill */
  syncToDisk: boolean;
  /** the built browser snippet, served as `/_v/s.js`; undefined: that path answers 404 */
  snippetFile: string | undefined;
  /** the operator's own country and network databases in MaxMind's format; undefined: those that come as packages */
  countryFile: string | undefined;
  networkFile: string | undefined;
  logLevel: string;
  /** a new segment begins after so many bytes (64 MB) or so much time (1 hour) */
  segmentBytes: number;
  segmentAgeMs: number;
  /** records kept in memory while the disk is full (16 MB) */
  heldBytes: number;
  /** links kept ready for redirecting (200,000) */
  hotLinks: number;
  /** client addresses whose country and hash are kept ready (200,000) */
  hotClients: number;
  /** a stop waits so long for answers under way (5 s) */
  stopWithinMs: number;
};

export type ShipperOptions = {
  spoolFolder: string;
  /** connects as the application's role */
  databaseUrl: string;
  /** shown where edges are listed; the machine's name */
  edgeName: string;
  adminHost: string;
  /** undefined: the shipper answers no probes */
  adminPort: number | undefined;
  logLevel: string;
  /** records in one transaction (20,000) */
  batchRecords: number;
  /** shipped segments are kept on disk so long (24 h) */
  keepShippedMs: number;
  /** the day's salt of address hashes is deleted so long after its day (30 days) */
  keepSaltsMs: number;
};

const hour = 3_600_000;

/** Reads the listener's options. @throws Error naming what is missing or of another type */
export function parseListenerOptions(json: string | undefined): ListenerOptions {
  const given = parsed(json);
  return {
    spoolFolder: text(given, "spoolFolder"),
    host: text(given, "host", "127.0.0.1"),
    port: count(given, "port"),
    adminHost: text(given, "adminHost", "127.0.0.1"),
    adminPort: count(given, "adminPort", 0),
    trustedProxies: texts(given, "trustedProxies"),
    syncToDisk: given["syncToDisk"] === true,
    snippetFile: optionalText(given, "snippetFile"),
    countryFile: optionalText(given, "countryFile"),
    networkFile: optionalText(given, "networkFile"),
    logLevel: text(given, "logLevel", "info"),
    segmentBytes: count(given, "segmentBytes", 64 * 1024 * 1024),
    segmentAgeMs: count(given, "segmentAgeMs", hour),
    heldBytes: count(given, "heldBytes", 16 * 1024 * 1024),
    hotLinks: count(given, "hotLinks", 200_000),
    hotClients: count(given, "hotClients", 200_000),
    stopWithinMs: count(given, "stopWithinMs", 5000),
  };
}

/** Reads the shipper's options. @throws Error naming what is missing or of another type */
export function parseShipperOptions(json: string | undefined): ShipperOptions {
  const given = parsed(json);
  return {
    spoolFolder: text(given, "spoolFolder"),
    databaseUrl: text(given, "databaseUrl"),
    edgeName: text(given, "edgeName", "edge"),
    adminHost: text(given, "adminHost", "127.0.0.1"),
    adminPort: given["adminPort"] === undefined ? undefined : count(given, "adminPort"),
    logLevel: text(given, "logLevel", "info"),
    batchRecords: count(given, "batchRecords", 20_000),
    keepShippedMs: count(given, "keepShippedMs", 24 * hour),
    keepSaltsMs: count(given, "keepSaltsMs", 30 * 24 * hour),
  };
}

type Given = Record<string, unknown>;

function parsed(json: string | undefined): Given {
  if (json === undefined || json === "")
    throw new Error("VOUCH_EDGE_OPTIONS is missing: this process is started by `vouch start` or `vouch edge`");
  return JSON.parse(json) as Given;
}

function text(given: Given, name: string, fallback?: string): string {
  const value = given[name] ?? fallback;
  if (typeof value !== "string" || value === "")
    throw new Error(`VOUCH_EDGE_OPTIONS: ${name} must be a text, not ${JSON.stringify(value)}`);
  return value;
}

const optionalText = (given: Given, name: string): string | undefined => (given[name] === undefined ? undefined : text(given, name));

function count(given: Given, name: string, fallback?: number): number {
  const value = given[name] ?? fallback;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw new Error(`VOUCH_EDGE_OPTIONS: ${name} must be a whole number, not ${JSON.stringify(value)}`);
  }
  return value;
}

function texts(given: Given, name: string): string[] {
  const value = given[name] ?? [];
  if (!Array.isArray(value) || !value.every((each) => typeof each === "string"))
    throw new Error(`VOUCH_EDGE_OPTIONS: ${name} must be a list of texts`);
  return value;
}

/**
 * Node's own options for the listener. Its heap is small and short-lived, so collecting it on threads beside costs another core more than it
 * saves here; with room for the young, what belongs to the answers of a turn dies before it is copied. Together a tenth of a redirect.
 */
export const listenerNodeOptions: readonly string[] = ["--single-threaded-gc", "--max-semi-space-size=32"];

import { describe, expect, it } from "vitest";
import { parseListenerOptions, parseShipperOptions } from "./edge-options.ts";

describe("an edge's options", () => {
  it("take their defaults where nothing is said", () => {
    expect(parseListenerOptions('{"spoolFolder":"/s","port":4601}')).toEqual({
      spoolFolder: "/s",
      host: "127.0.0.1",
      port: 4601,
      adminHost: "127.0.0.1",
      adminPort: 0,
      trustedProxies: [],
      syncToDisk: false,
      snippetFile: undefined,
      countryFile: undefined,
      networkFile: undefined,
      logLevel: "info",
      segmentBytes: 67_108_864,
      segmentAgeMs: 3_600_000,
      heldBytes: 16_777_216,
      hotLinks: 200_000,
      hotClients: 200_000,
      stopWithinMs: 5000,
    });
    expect(parseShipperOptions('{"spoolFolder":"/s","databaseUrl":"postgres://x"}')).toMatchObject({
      edgeName: "edge",
      adminPort: undefined,
      batchRecords: 20_000,
    });
  });

  it.each([
    [undefined, "VOUCH_EDGE_OPTIONS is missing"],
    ['{"port":1}', "spoolFolder must be a text"],
    ['{"spoolFolder":"/s"}', "port must be a whole number"],
    ['{"spoolFolder":"/s","port":"80"}', 'port must be a whole number, not "80"'],
    ['{"spoolFolder":"/s","port":-1}', "port must be a whole number"],
    ['{"spoolFolder":"/s","port":1,"trustedProxies":"10.0.0.0/8"}', "trustedProxies must be a list of texts"],
  ])("%s is refused and the fault is named", (json, fault) => {
    expect(() => parseListenerOptions(json)).toThrow(fault);
  });

  it("never show the database's address when something is wrong", () => {
    const options = JSON.stringify({ databaseUrl: "postgres://user:secret@db/x" });
    expect(() => parseShipperOptions(options)).toThrow(/^VOUCH_EDGE_OPTIONS: spoolFolder/);
    expect(() => parseShipperOptions(options)).not.toThrow("secret");
  });
});

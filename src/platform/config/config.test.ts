import { expect, test } from "vitest";
import { configurationPage } from "./configuration-page.ts";
import { loadConfig } from "./config.ts";
import { variables } from "./variables.ts";

const refusal = (env: Record<string, string>): string => {
  try {
    loadConfig(env);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

test("an empty environment is a whole configuration", () => {
  const config = loadConfig({});
  expect(config).toMatchObject({
    data: "./.vouch",
    host: "127.0.0.1",
    port: 4600,
    edgePort: 4601,
    edgeAdminPort: 4602,
    edgeFsync: false,
    logLevel: "info",
  });
  expect(config.databaseUrl).toBeUndefined();
});

test("values are typed", () => {
  const config = loadConfig({
    VOUCH_PORT: " 80 ",
    VOUCH_EDGE_FSYNC: "Yes",
    VOUCH_TRUSTED_PROXIES: "10.0.0.0/8, ::1",
    VOUCH_PUBLIC_URL: "https://x.example/",
  });
  expect(config).toMatchObject({ port: 80, edgeFsync: true, trustedProxies: ["10.0.0.0/8", "::1"], publicUrl: "https://x.example" });
});

test("an option of the command line comes before the environment", () => {
  expect(loadConfig({ VOUCH_PORT: "1" }, { port: "2" }).port).toBe(2);
});

test("an empty variable counts as missing", () => {
  expect(loadConfig({ VOUCH_PORT: "" }).port).toBe(4600);
});

test("all wrong values are named at once, each with what was found and what is allowed", () => {
  expect(refusal({ VOUCH_PORT: "70000", VOUCH_EDGE_FSYNC: "maybe", VOUCH_TRUSTED_PROXIES: "proxy" }).split("\n")).toEqual([
    'VOUCH_PORT is "70000"; allowed is a port from 1 to 65535, or 0 for any free one.',
    'VOUCH_TRUSTED_PROXIES is "proxy"; allowed is IP addresses and networks such as `10.0.0.0/8`, separated by commas.',
    'VOUCH_EDGE_FSYNC is "maybe"; allowed is `yes` or `no`, also written `true` or `false`, `1` or `0`.',
  ]);
});

test.each(["DATABASE_URL", "DATABASE_APP_URL", "SMTP_URL", "VOUCH_SECRET"])("a wrong %s is named and never shown", (name) => {
  const message = refusal({ [name]: "hunter2" });
  expect(message).toContain(name);
  expect(message).not.toContain("hunter2");
});

test.each([
  ["VOUCH_PUBLIC_URL", "https://x.example/app"],
  ["VOUCH_PUBLIC_URL", "ftp://x.example"],
  ["VOUCH_HOST", "localhost"],
  ["VOUCH_PORT", "4600.5"],
  ["VOUCH_PORT", "0x10"],
  ["VOUCH_LOG_LEVEL", "verbose"],
  ["DATABASE_URL", "mysql://root@localhost/x"],
])("%s refuses %s", (name, value) => {
  expect(refusal({ [name]: value })).toContain(name);
});

test("a misspelt name is refused with the nearest one, names between our own processes and of the API guide are not", () => {
  const ours = { VOUCH_PORT: "1", VOUCH_EDGE_OPTIONS: "{}", VOUCH_TEST_SERVER: "x", VOUCH_REFERENCE_DATA: "x", VOUCH_KEY: "x", PATH: "x" };
  expect(refusal(ours)).toBe("");
  expect(refusal({ ...ours, VOUCH_PROT: "1", VOUCH_EDGE_SYNC: "yes" }).split("\n")).toEqual([
    "VOUCH_EDGE_SYNC is no variable of Vouch's; the nearest one is VOUCH_EDGE_FSYNC. Correct or unset it: docs/configuration.md lists all.",
    "VOUCH_PROT is no variable of Vouch's; the nearest one is VOUCH_PORT. Correct or unset it: docs/configuration.md lists all.",
  ]);
});

test.each([
  ["yes", true],
  ["TRUE", true],
  ["1", true],
  ["no", false],
  ["false", false],
])("a flag may be written %s", (text, value) => {
  expect(loadConfig({ VOUCH_EDGE_FSYNC: text }).edgeFsync).toBe(value);
});

test.each(["2", "constructor", "on"])("a flag may not be written %s", (text) => {
  expect(refusal({ VOUCH_EDGE_FSYNC: text })).toContain("VOUCH_EDGE_FSYNC");
});

test("every default is allowed, every variable has one row on the page and no two share a name", () => {
  const all = Object.values(variables);
  expect(new Set(all.map((variable) => variable.name)).size).toBe(all.length);
  for (const variable of all) expect(configurationPage().split(`| \`${variable.name}\` |`)).toHaveLength(2);
});

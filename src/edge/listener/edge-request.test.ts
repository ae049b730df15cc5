import { createServer, IncomingMessage, type IncomingHttpHeaders, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EdgeHeaders } from "../visitor/request-headers.ts";
import { edgeRequests, type EdgeRequest } from "./edge-request.ts";

const names = Object.keys(new EdgeHeaders()) as (keyof EdgeHeaders)[];
const nodesOwn = Object.getOwnPropertyDescriptor(IncomingMessage.prototype, "headers")!.get as (this: object) => IncomingHttpHeaders;

let server: Server;
let seen: { ours: object; nodes: object } | undefined;

/** Of each request, the headers as we read them and as Node does, of the same names. */
beforeAll(async () => {
  server = createServer(edgeRequests, (message, response) => {
    const ours = (message as unknown as EdgeRequest).headers;
    const nodes = nodesOwn.call(message);
    seen = {
      ours: Object.fromEntries(names.map((name) => [name, ours[name]])),
      nodes: Object.fromEntries(names.map((name) => [name, nodes[name]])),
    };
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Sends these lines and gives what the server saw; undefined when Node refused them. */
function send(lines: readonly string[], method = "GET"): Promise<typeof seen> {
  seen = undefined;
  return new Promise((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    socket.on("error", reject).on("close", () => resolve(seen));
    socket.resume().end(`${[`${method} / HTTP/1.1`, ...lines].join("\r\n")}\r\nConnection: close\r\n\r\n`, "latin1");
  });
}

const anyCase = (name: string): fc.Arbitrary<string> =>
  fc
    .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
    .map((upper) => name.replace(/./g, (character: string, at: number) => (upper[at] ? character.toUpperCase() : character)));
const unframed = names.filter((name) => !["content-length", "transfer-encoding", "expect"].includes(name));
const others = [
  "accept",
  "accept-encoding",
  "x-forwarded-host",
  "x-forwarded-from",
  "sec-gpd",
  "from",
  "date",
  "x",
  "a-name-that-is-much-longer-than-any",
];
const line = fc
  .constantFrom(...unframed, ...others)
  .chain((name) => fc.oneof(fc.constant(name), fc.constant(name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase())), anyCase(name)))
  .chain((name) => fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/).map((value) => `${name}: ${value}`));

describe("the headers that the edge reads", () => {
  it("are what Node reads, for any names, cases, repetitions and values", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
        const both = await send(["Host: go.example", ...lines]);
        expect(both!.ours).toEqual(both!.nodes);
      }),
      { numRuns: 200 },
    );
  });

  it("say how long a body is, and are refused by Node where they contradict one another", async () => {
    expect(await send(["Host: a", "CONTENT-LENGTH: 0"], "POST")).toMatchObject({ ours: { "content-length": "0" } });
    expect(await send(["Host: a", "Content-Length: 0", "Content-Length: 0"], "POST")).toBeUndefined();
    expect(await send(["host: a", "transfer-encoding: chunked", "expect: 100-continue"], "POST")).toMatchObject({
      ours: { "transfer-encoding": "chunked", expect: "100-continue" },
    });
  });

  it("name a host, or Node refuses the request", async () => {
    expect(await send(["X-Host: a"])).toBeUndefined();
  });
});

import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendRedirect } from "./send-redirect.ts";

const redirect = { location: "https://shop.example/p?size=%2B&vclid=AYi6x0r6eKq8O70e7yjYgQ", cookie: "vouch_visitor=1; Path=/" };

let server: Server;

/** `/node` answers as Node itself would, every other path through `sendRedirect`; without a cookie where the path says so. */
beforeAll(async () => {
  server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const { location, cookie } = redirect;
    const sent = request.url!.includes("bare") ? undefined : cookie;
    if (!request.url!.startsWith("/node")) return sendRedirect(response, { location, cookie: sent });
    const headers = ["Location", location, "Cache-Control", "private, no-store", "Content-Length", "0"];
    response.writeHead(302, sent === undefined ? headers : [...headers, "Set-Cookie", sent]).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** What the server sends to these bytes until it closes the connection, dates aside; we half-close when `answers` heads have come. */
function exchange(bytes: string, answers: number): Promise<{ text: string; closedByServer: boolean }> {
  return new Promise((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1", () => socket.write(bytes));
    let text = "";
    let isEnded = false;
    socket.setEncoding("latin1").on("data", (part: string) => {
      text += part;
      if (text.split("\r\n\r\n").length - 1 < answers || isEnded) return;
      isEnded = true;
      setTimeout(() => socket.destroy(), 50);
    });
    socket.on("end", () => resolve({ text: undated(text), closedByServer: true }));
    socket.on("close", () => resolve({ text: undated(text), closedByServer: false }));
    socket.on("error", reject);
  });
}
const undated = (text: string): string =>
  text.replaceAll(/\r\nDate: [A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT\r\n/g, "\r\nDate: *\r\n");
const get = (path: string, rest = "", method = "GET"): string => `${method} ${path} HTTP/1.1\r\nHost: go.example\r\n${rest}\r\n`;

describe("the head of a redirect, byte by byte", () => {
  for (const [what, rest, method] of [
    ["a usual request", "", "GET"],
    ["a HEAD request", "", "HEAD"],
    ["a client that closes", "Connection: close\r\n", "GET"],
  ] as const)
    for (const path of ["", "/bare"])
      it(`is what Node writes for ${what}${path === "" ? "" : " without a cookie"}`, async () => {
        const ours = await exchange(get(`/ours${path}`, rest, method), 1);
        const nodes = await exchange(get(`/node${path}`, rest, method), 1);
        expect(ours).toEqual(nodes);
        expect(ours.text).toContain("Date: *");
      });

  it("is what Node writes for a client of HTTP/1.0, whose connection then ends", async () => {
    const old = (path: string): string => `GET ${path} HTTP/1.0\r\n\r\n`;
    expect(await exchange(old("/ours"), 2)).toEqual(await exchange(old("/node"), 2));
    expect((await exchange(old("/ours"), 2)).closedByServer).toBe(true);
  });

  it("answers requests sent in one go each once and in their order", async () => {
    const pipelined = (first: string): string => get(`/${first}`) + get(`/${first}/bare`) + get(`/${first}`);
    const ours = await exchange(pipelined("ours"), 3);
    expect(ours).toEqual(await exchange(pipelined("node"), 3));
    expect(ours.text.match(/Set-Cookie/g)).toHaveLength(2);
  });
});

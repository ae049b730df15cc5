import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { openGoogle, type PlayedGoogle } from "./played-google.ts";
import { openInstagram, type PlayedInstagram } from "./played-instagram.ts";
import type { Answer, Asked } from "./played-platform.ts";
import { openInstagramLogin, type PlayedInstagramLogin } from "./played-instagram-login.ts";
import { openTiktok, type PlayedTiktok } from "./played-tiktok.ts";
import { openYoutube, type PlayedYoutube } from "./played-youtube.ts";

/** What happens to requests before a platform looks at them: an answer in its place, or a line that breaks. */
export type Outage = Answer | "drops";

/** A server on loopback that plays the platforms by their documented protocols. */
export interface PlatformServer {
  readonly url: string;
  readonly youtube: PlayedYoutube;
  readonly instagram: PlayedInstagram;
  readonly tiktok: PlayedTiktok;
  readonly google: PlayedGoogle;
  readonly instagramLogin: PlayedInstagramLogin;
  /** Every request that came, oldest first. */
  readonly asked: Asked[];
  /** What the next requests meet, one each; undefined: nothing. */
  readonly outages: (Outage | undefined)[];
  /** How long each answer takes. */
  delayMs: number;
  /** The platforms' clock. */
  now: () => number;
  close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** Starts the platforms, all of them empty. */
export async function openPlatformServer(now: () => number = Date.now): Promise<PlatformServer> {
  const [youtube, instagram, tiktok] = [openYoutube(), openInstagram(), openTiktok()];
  const [google, instagramLogin] = [openGoogle(youtube), openInstagramLogin()];
  const players: Readonly<Record<string, (asked: Asked) => Answer>> = {
    ...{ youtube: google.answer, tiktok: tiktok.answer, "instagram-login": instagramLogin.answerGraph },
    instagram: (asked) => instagramLogin.answer(asked) ?? instagram.answer(asked),
  };
  tiktok.now = google.now = instagramLogin.now = () => server.now();
  const listener = createServer((request, reply) => void answer(request, reply));
  async function answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? "/", "http://platforms.test");
    const [, name, ...rest] = address.pathname.split("/");
    const { method = "GET", headers } = request;
    const asked = { method, path: `/${rest.join("/")}`, query: address.searchParams, headers, body: await readBody(request) };
    server.asked.push(asked);
    await sleep(server.delayMs);
    const outage = server.outages.shift();
    if (outage === "drops") return void request.socket.destroy();
    const { status = 200, headers: more = {}, body } = outage ?? players[name ?? ""]?.(asked) ?? { status: 404, body: {} };
    reply.sendDate = false;
    reply.writeHead(status, { "content-type": "application/json; charset=UTF-8", date: new Date(server.now()).toUTCString(), ...more });
    reply.end(typeof body === "string" ? body : JSON.stringify(body));
  }
  instagram.now = () => server.now();
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const server: PlatformServer = {
    ...{
      url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
      youtube,
      instagram,
      tiktok,
      google,
      instagramLogin,
      asked: [],
      outages: [],
      delayMs: 0,
      now,
    },
    async close() {
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
  return server;
}

import type { Middleware } from "openapi-fetch";
import { problemOfStatus } from "./problem.ts";

let workspaceId: string | undefined;
let onSignedOut: () => void = () => undefined;
const unanswered = new Map<string, string>();

/** From now on requests are about this workspace; undefined outside of any. */
export function addressWorkspace(id: string | undefined): void {
  workspaceId = id;
}

/** What happens when an answer says that the session is over. */
export function whenSignedOut(react: () => void): void {
  onSignedOut = react;
}

function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function fingerprint(request: Request): Promise<string> {
  return `${request.method} ${request.url} ${workspaceId ?? ""} ${await request.clone().text()}`;
}

/**
 * The key of a creating request. A request that got no answer may have been carried out all the same: when the same one is sent
 * again, it goes out under the same key, and the server gives the first answer instead of creating a second thing.
 */
async function idempotencyKey(request: Request): Promise<string> {
  const print = await fingerprint(request);
  const key = unanswered.get(print) ?? randomKey();
  unanswered.set(print, key);
  return key;
}

function isJson(message: Request | Response): boolean {
  return /^application\/(\w+\+)?json/.test(message.headers.get("content-type") ?? "");
}

async function readableFailure(response: Response): Promise<Response> {
  if (isJson(response)) return response;
  const problem = problemOfStatus(response.status, response.headers.get("x-request-id") ?? undefined);
  return new Response(JSON.stringify(problem), { status: response.status, headers: { "content-type": "application/problem+json" } });
}

/** Marks our own requests for the CSRF check, names the workspace, and makes every failure one that can be read. */
export const requestRules: Middleware = {
  async onRequest({ request }) {
    request.headers.set("x-vouch-csrf", "1");
    if (workspaceId !== undefined) request.headers.set("vouch-workspace", workspaceId);
    if (request.method === "POST" && isJson(request)) request.headers.set("idempotency-key", await idempotencyKey(request));
    return request;
  },
  async onResponse({ request, response }) {
    const key = request.headers.get("idempotency-key");
    if (response.status < 500) for (const [print, kept] of unanswered) if (kept === key) unanswered.delete(print);
    if (response.status === 401 && !request.url.endsWith("/v1/me")) onSignedOut();
    return response.ok ? response : readableFailure(response);
  },
};

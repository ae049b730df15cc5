import type { ServerResponse } from "node:http";

/** Headers as Node takes them fastest: names and values in turn. */
export type HeaderList = string[];

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character]!);

/** Sends a small answer with a body; a HEAD request gets its headers. */
export function sendText(
  response: ServerResponse,
  status: number,
  answer: { type: string; body: string | Buffer; headers?: HeaderList },
): void {
  const body = typeof answer.body === "string" ? Buffer.from(answer.body, "utf8") : answer.body;
  const headers = [
    "Content-Type",
    answer.type,
    "Content-Length",
    String(body.length),
    "X-Content-Type-Options",
    "nosniff",
    ...(answer.headers ?? []),
  ];
  response.writeHead(status, headers);
  response.end(response.req.method === "HEAD" ? undefined : body);
}

/** Sends an answer without a body. */
export function sendEmpty(response: ServerResponse, status: number, headers: HeaderList = []): void {
  response.writeHead(status, status === 204 ? headers : [...headers, "Content-Length", "0"]);
  response.end();
}

/**
 * The page for a key that leads nowhere. It is a 404, so that crawlers drop it, and takes people on to the brand's
 * fallback page where there is one.
 */
export function sendNotFound(response: ServerResponse, fallbackUrl: string | undefined): void {
  const onward = fallbackUrl === undefined ? "" : escaped(fallbackUrl);
  const refresh = onward === "" ? "" : `<meta http-equiv="refresh" content="0;url=${onward}">`;
  const link = onward === "" ? "" : `<p><a href="${onward}">Continue</a></p>`;
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">${refresh}<title>Link not found</title><h1>This link leads nowhere</h1><p>It may have been mistyped or withdrawn.</p>${link}</html>`;
  sendText(response, 404, { type: "text/html; charset=utf-8", body, headers: ["Cache-Control", "private, no-store"] });
}

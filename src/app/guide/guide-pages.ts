import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { markdownHtml } from "./markdown.ts";

/** The repository's documentation, which comes along with every installation. */
const root = fileURLToPath(new URL("../../../", import.meta.url));
const kinds: Readonly<Record<string, string>> = { ".png": "image/png", ".svg": "image/svg+xml", ".json": "application/json" };
/** Pictures that stand beside the code that draws them. */
const beside = /^\.\.\/\.\.\/src\/(?:[\w-]+\/)+([\w-]+\.svg)$/;

/** A file that is served: its address below /docs/, and where it lies in the repository. */
interface GuideFile {
  readonly address: string;
  readonly file: string;
}

/** Every page, picture and table of the documentation. */
export function guideFiles(): GuideFile[] {
  const found = readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll(path.sep, "/"))
    .filter((name) => name.endsWith(".md") || kinds[path.extname(name)] !== undefined)
    .map((name) => ({ address: name, file: `docs/${name}` }));
  const drawn = found
    .filter(({ address }) => address.endsWith(".md"))
    .flatMap(({ file }) => [...readFileSync(path.join(root, file), "utf8").matchAll(/\]\((\.\.\/\.\.\/src\/[^)]+\.svg)\)/g)])
    .map(([, address]) => ({ address: `pictures/${path.basename(address!)}`, file: address!.replace(/^(\.\.\/)+/, "") }));
  return [...found, ...drawn];
}

const linkOf = (address: string): string => address.replace(beside, "../pictures/$1");

const style = `:root{color-scheme:light dark;--paper:#fff;--ink:#1c2522;--soft:#55605b;--line:#d5dbd8;--sunken:#f3f6f5;--accent:#1d5c4a}
@media (prefers-color-scheme:dark){:root{--paper:#161b19;--ink:#eef2f0;--soft:#a9b3ae;--line:#39423e;--sunken:#1f2623;--accent:#7fc8ae}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,sans-serif}
nav{border-bottom:1px solid var(--line);padding:.8rem 0}nav p{max-width:46rem;margin:0 auto;padding:0 1rem;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 4rem;overflow-wrap:break-word}
h1{font-size:1.7rem;line-height:1.25;letter-spacing:-.01em;margin:0 0 1rem;text-wrap:balance}h2{font-size:1.25rem;line-height:1.3;margin:2.2rem 0 .6rem}h3{font-size:1.05rem;margin:1.6rem 0 .5rem}
h2,h3{scroll-margin-top:1rem}p,ul,ol,pre,blockquote,.wide{margin:0 0 1rem}ul,ol{padding-left:1.4rem}li{margin:.3rem 0}li>ul,li>ol,li>p,li>pre{margin:.4rem 0}
a{color:var(--accent);text-underline-offset:2px}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
code{font:.875em/1.5 ui-monospace,monospace;background:var(--sunken);border-radius:4px;padding:.1em .3em}pre{background:var(--sunken);border:1px solid var(--line);border-radius:8px;padding:.9rem 1rem;overflow-x:auto}pre code{background:none;padding:0}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.94rem;line-height:1.5}th,td{border-bottom:1px solid var(--line);padding:.45rem .9rem .45rem 0;text-align:left;vertical-align:top;min-width:6.5rem}th{font-weight:650}
img{max-width:100%;height:auto;background:#fff;border-radius:8px}blockquote{border-left:3px solid var(--line);padding-left:1rem;color:var(--soft)}`;

const policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const titleOf = (text: string): string => /^# (.+)$/m.exec(text)?.[1] ?? "Vouch";
const safe = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const pageOf = (title: string, body: string): string => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${safe(title)} · Vouch</title>
<link rel="stylesheet" href="/docs/guide.css"></head><body><nav aria-label="Documentation"><p><a href="/">Vouch</a><a href="/docs/guide/">All of the guide</a><a href="/docs">API</a></p></nav><main>${body}</main></body></html>`;

function listPage(files: readonly GuideFile[]): string {
  const pages = files
    .filter(({ address }) => /^guide\/[\w-]+\.md$/.test(address))
    .map(({ address, file }) => ({ address, title: titleOf(readFileSync(path.join(root, file), "utf8")) }))
    .toSorted((a, b) => a.title.localeCompare(b.title, "en"));
  const rows = pages.map(({ address, title }) => `<li><a href="/docs/${address}">${safe(title)}</a></li>`);
  return pageOf("Guide", `<h1>Guide</h1><p>What people ask, and how it is done here.</p><ul>${rows.join("")}</ul>`);
}

/** Serves the documentation below /docs/, at the addresses that its own links have, so that it can be read where there is no internet. */
export function mountGuide(app: FastifyInstance): void {
  let files: ReadonlyMap<string, GuideFile> | undefined;
  // Looked for when somebody reads: a start does not wait for it.
  const known = (): ReadonlyMap<string, GuideFile> => (files ??= new Map(guideFiles().map((each) => [each.address, each])));
  app.get("/docs/guide.css", (_request, reply) => reply.type("text/css").header("cache-control", "public, max-age=3600").send(style));
  app.get("/docs/guide/", (_request, reply) =>
    reply
      .type("text/html")
      .header("content-security-policy", policy)
      .send(listPage([...known().values()])),
  );
  app.get<{ Params: { "*": string } }>("/docs/*", (request, reply) => {
    const found = known().get(request.params["*"]);
    if (found === undefined) return reply.callNotFound();
    const bytes = readFileSync(path.join(root, found.file));
    const kind = kinds[path.extname(found.file)];
    if (kind !== undefined) return reply.type(kind).header("content-security-policy", policy).send(bytes);
    const text = bytes.toString("utf8");
    return reply
      .type("text/html")
      .header("content-security-policy", policy)
      .send(pageOf(titleOf(text), markdownHtml(text, linkOf)));
  });
}

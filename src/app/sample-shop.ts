import type { FastifyInstance } from "fastify";
import { findShop } from "../features/sample/shop/service.ts";
import { sampleProducts } from "../features/sample/sample-story.ts";
import type { Context } from "../platform/context.ts";
import { formatMajor } from "../kernel/money.ts";

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:2rem 1rem;color:#1c2522;background:#f7f6f2}
h1{margin:0}form{display:grid;gap:1rem;margin-top:2rem;padding:1.5rem;background:#fff;border:1px solid #dcd9d0;border-radius:12px}
label{display:grid;gap:.25rem;font-weight:600}input,select,button{font:inherit;padding:.6rem .75rem;border:1px solid #8b938f;border-radius:8px;background:#fff;color:inherit}
button{background:#1d5c4a;color:#fff;border-color:#1d5c4a;font-weight:600;cursor:pointer}button:disabled{opacity:.6}
.note{color:#4c5652}output{display:block;font-weight:600}`;

const script = `const form = document.querySelector("form"), said = document.querySelector("output");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = new FormData(form), button = form.querySelector("button");
  button.disabled = true;
  const body = { sku: field.get("sku"), quantity: Number(field.get("quantity")), email: field.get("email"), code: field.get("code"), vclid: field.get("vclid") || undefined };
  const reply = await fetch("/sample-shop/orders", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const answer = await reply.json();
  said.textContent = reply.ok ? "Thank you! Your order " + answer.order + " over " + answer.total + " is placed." : answer.detail;
  button.disabled = false;
});`;

const options = sampleProducts
  .map(({ sku, title, minor }) => `<option value="${sku}">${title}, ${formatMajor(minor, "EUR")} EUR</option>`)
  .join("");

const page = (siteKey: string, edgeUrl: string): string => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Nordlicht Outdoor, a sample shop</title>
<link rel="stylesheet" href="/sample-shop/style.css">
<script src="${edgeUrl}/_v/s.js" data-site="${siteKey}" data-consent="not_required" defer></script></head><body>
<h1>Nordlicht Outdoor</h1><p class="note">A made-up shop that belongs to the sample brand. Nothing is sold or sent.</p>
<form><label>What<select name="sku">${options}</select></label><label>How many<input name="quantity" type="number" min="1" max="9" value="1" required></label>
<label>Code<input name="code" autocomplete="off" placeholder="ANA10"></label><label>Your e-mail<input name="email" type="email" required value="you@shoppers.example"></label>
<input type="hidden" name="vclid"><button>Buy</button><output aria-live="polite"></output></form>
<script src="/sample-shop/shop.js" defer></script></body></html>`;

/** Serves the sample brand's shop, as long as that brand is loaded: a page with the snippet, a form, and a button that buys. */
export function mountSampleShop(app: FastifyInstance, { ctx, edgeUrl }: { ctx: Context; edgeUrl: string }): void {
  const policy = `default-src 'none'; script-src 'self' ${edgeUrl}; style-src 'self'; connect-src 'self' ${edgeUrl}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
  app.get("/sample-shop", async (_request, reply) => {
    const shop = await findShop(ctx);
    if (shop === undefined) return reply.callNotFound();
    return reply
      .type("text/html")
      .header("content-security-policy", policy)
      .header("referrer-policy", "strict-origin-when-cross-origin")
      .send(page(shop.siteKey, edgeUrl));
  });
  app.get("/sample-shop/style.css", (_request, reply) => reply.type("text/css").send(style));
  app.get("/sample-shop/shop.js", (_request, reply) => reply.type("text/javascript").send(script));
}

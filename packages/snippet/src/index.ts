import { arrivedClick, campaign, parameters, referrer } from "./arrival.ts";
import { readCookie, writeCookie } from "./cookies.ts";
import { fillForms } from "./forms.ts";
import { newId } from "./new-id.ts";
import { consentSetting, edge, endpoint, shopify, param, site } from "./tag.ts";
import { visitMark } from "./visit.ts";

type Command = [name: string, first?: unknown, second?: unknown];
declare global {
  interface Window {
    /** The page's calls; before we run, a stub that collects them in `q`. */
    vouch?: { (...command: Command): void; q?: Command[] };
  }
}

let consent = readCookie("consent") || consentSetting;
/** Set as long as we may store and send. */
let visitor: string | undefined;
let click: string | undefined;
/** Commands that may not be carried out yet. */
let waiting: Command[] = [];

const message = (rest?: object): string => JSON.stringify({ v: 1, site, consent, visitor, click, ...rest });

/** A beacon outlives the page, and a body of text needs no preflight. */
const send = (kind: string, rest: object): unknown => navigator.sendBeacon(`${edge}/_v/e`, message({ kind, at: Date.now(), ...rest }));

/** Asks the brand's own server to set cookies, which browsers keep longer than a script's. Never fails. */
const askServer = (url: string, body: string): Promise<unknown> =>
  fetch(url, { method: "POST", body, credentials: "include", keepalive: true }).catch(() => {});

/** Starts storing and sending. Where the law differs by country, the server knows which holds: it sets the cookies, or it does not. */
async function begin(): Promise<void> {
  const id = readCookie("visitor") || newId();
  const lastClick = arrivedClick || readCookie("click");
  const isKept = (): boolean => readCookie("visitor") === id && readCookie("click") === lastClick;
  const isByCountry = consent === "by_country";
  const said = isByCountry ? "not_required" : consent;
  const asking = endpoint && !isKept() && askServer(endpoint, message({ consent: said, visitor: id, click: lastClick }));
  if (isByCountry) {
    await asking;
    if (consent !== "by_country" || !isKept()) return;
  }
  consent = said;
  visitor = id;
  click = lastClick;
  beginPage();
  await asking;
  if (!visitor || (endpoint && isKept())) return;
  writeCookie("visitor", visitor);
  writeCookie("click", click);
}

function beginPage(): void {
  const previous = readCookie("visit");
  const mark = visitMark(previous, campaign, referrer);
  writeCookie("visit", mark, 1800);
  if (mark !== previous) {
    send("visit", { path: location.pathname, referrer, params: parameters, landed: !!arrivedClick });
    if (shopify && click) navigator.sendBeacon("/cart/update.js", new URLSearchParams(`attributes[${param}]=${click}`));
  }
  fill();
  carryOut();
}

function fill(): void {
  if (click) fillForms(click);
}

/** What the visitor answered. The answer is remembered, a refusal too, so that nobody has to ask again. */
function answer(isGranted: unknown): void {
  consent = isGranted ? "granted" : "denied";
  writeCookie("consent", consent);
  if (!isGranted) end();
  else if (!visitor) void begin();
}

/** Stops, and removes what was stored. */
function end(): void {
  visitor = click = undefined;
  fillForms("");
  writeCookie("visitor", "0", 0);
  writeCookie("click", "0", 0);
  writeCookie("visit", "0", 0);
  if (endpoint) void askServer(endpoint, message());
}

function vouch(name: string, first?: unknown, second?: unknown): void {
  if (name === "consent") answer(first);
  else if (!visitor) waiting.push([name, first, second]);
  else send(name, name === "order" ? { props: first } : { name: first, props: second });
}

/** What still may not be waits again. */
function carryOut(): void {
  for (const command of waiting.splice(0)) vouch(...command);
}

function start(): void {
  waiting = ((window.vouch || waiting) as { q?: Command[] }).q || waiting;
  window.vouch = vouch;
  new MutationObserver(fill).observe(document, { childList: true, subtree: true });
  if (/^(gr|not|by)/.test(consent!)) void begin();
  carryOut();
}

if ((document as { prerendering?: boolean }).prerendering) document.addEventListener("prerenderingchange", start);
else start();

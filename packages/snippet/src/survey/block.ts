import { questionForm, type Question } from "./form.ts";
import { style } from "./style.ts";

declare global {
  interface Window {
    /** Looks for blocks that are not filled yet: for pages that are built after the script ran. */
    vouchSurvey?: () => void;
  }
}

const filled = new WeakSet<Element>();

/** A template that nobody filled in names no order. */
const isOrder = (order: string | undefined): order is string => !!order && !/\{\{|\{%|<%/.test(order);

/** A sheet of rules is no style in the page: a content security policy allows it. Browsers that have none take a style element. */
function addStyle(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(Object.assign(document.createElement("style"), { textContent: style }));
  }
}

/** Asks in one block. Where the question does not come, for whatever reason, nothing is shown and nobody is told. */
async function fill(block: HTMLElement): Promise<void> {
  const { vouchSurvey: address, order, signature = "" } = block.dataset;
  if (!address || !isOrder(order)) return;
  const reply = await fetch(`${address}/question`, { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!reply.ok) return;
  const question = (await reply.json()) as Question;
  const send = async (body: URLSearchParams): Promise<number> => {
    body.append("order", order);
    body.append("signature", signature);
    return (await fetch(address, { method: "POST", body, credentials: "omit", referrerPolicy: "no-referrer" })).status;
  };
  const root = block.attachShadow({ mode: "open" });
  addStyle(root);
  root.append(questionForm(question, send));
}

function fillAll(): void {
  document.querySelectorAll<HTMLElement>("[data-vouch-survey]").forEach((block) => {
    if (filled.has(block)) return;
    filled.add(block);
    fill(block).catch(() => {});
  });
}

window.vouchSurvey = fillAll;
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", fillAll);
else fillAll();

const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/**
 * A text as it may stand in HTML, between tags and between quotes alike.
 *
 * @param text any text.
 * @example
 * import { safeHtml } from "./plain-page.ts";
 * safeHtml('<b> & "q"'); // => "&lt;b&gt; &amp; &quot;q&quot;"
 */
export const safeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => signs[sign]!);

/** Where the look of plain pages is served; their policy allows no style in the page itself. */
export const plainStylePath = "/plain.css";

/** The look of plain pages, light or dark as the viewer's device is. */
export const plainStyle = `:root{color-scheme:light dark;--paper:#fff;--ink:#1c2522;--soft:#55605b;--line:#8b938f;--accent:#1d5c4a;--on-accent:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#161b19;--ink:#eef2f0;--soft:#a9b3ae;--line:#6d7772;--accent:#7fc8ae;--on-accent:#10201a}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:1.25rem 1rem 1.5rem}fieldset{border:0;margin:0;padding:0;min-width:0}
legend,h1{font-size:1.25rem;line-height:1.3;font-weight:650;padding:0;margin:0 0 .9rem;overflow-wrap:anywhere}
label{display:flex;gap:.7rem;align-items:center;min-height:2.9rem;padding:.45rem .8rem;margin:0 0 .5rem;border:1px solid var(--line);border-radius:10px;cursor:pointer;overflow-wrap:anywhere}
label:has(input:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}label span{min-width:0}
input[type=radio]{width:1.15rem;height:1.15rem;flex:none;margin:0;accent-color:var(--accent)}
input[type=text],input[type=email],textarea{width:100%;font:inherit;padding:.6rem .8rem;margin:0 0 1rem;border:1px solid var(--line);border-radius:10px;background:transparent;color:inherit}
button{font:inherit;font-weight:600;min-height:2.9rem;padding:.5rem 1.3rem;border:0;border-radius:10px;background:var(--accent);color:var(--on-accent);cursor:pointer}
label.plain{display:block;min-height:0;padding:0;margin:.9rem 0 .25rem;border:0;font-weight:600}label.plain small{font-weight:400;color:var(--soft)}.field input,.field textarea{margin:0}p.hint{margin:.25rem 0 0}
label.agree{align-items:flex-start;margin:1.2rem 0 1rem}input[type=checkbox]{width:1.15rem;height:1.15rem;flex:none;margin:.15rem 0 0;accent-color:var(--accent)}.trap{position:absolute;left:-100vw;width:1px;height:1px;overflow:hidden}
.wrong{border:1px solid var(--line);border-left:4px solid #b3402e;border-radius:10px;padding:.1rem 1rem .8rem;margin:1rem 0}.wrong p{color:var(--ink)}.wrong ul{margin:.4rem 0 0;padding-left:1.2rem}p.fault{color:var(--ink);border-left:4px solid #b3402e;padding-left:.6rem;margin:.35rem 0 .5rem}p.brand{color:var(--accent);font-weight:650;margin:0 0 .25rem}p.code{font-size:1.4rem;color:var(--ink)}h1+p.said,p.said+p.said{margin-top:.7rem}
button.other{background:transparent;color:var(--ink);box-shadow:inset 0 0 0 1px var(--line)}form.pair{display:flex;flex-wrap:wrap;gap:.6rem;margin:1.2rem 0 0}
h2{font-size:1.05rem;line-height:1.3;font-weight:650;margin:0 0 .6rem}section{border-top:1px solid var(--line);margin:1.5rem 0 0;padding:1.3rem 0 0}section ul{margin:.4rem 0 0;padding-left:1.2rem}section form{margin:.9rem 0 0}section label.agree{margin:0 0 .9rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1rem;margin:1rem 0 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}p{margin:1rem 0 0;color:var(--soft);font-size:.9rem;overflow-wrap:anywhere}p.said{color:var(--ink);font-size:1.05rem;margin:0}`;

/**
 * A page for people without an account, which needs no script: whole, not to be listed by search engines.
 *
 * @param page the language of its words, two letters; its title, plain text; its body, HTML in which every text is made safe already.
 * @example
 * import { plainPage } from "./plain-page.ts";
 * plainPage({ language: "en", title: "A & B", body: "<p>Hello</p>" }).includes("<title>A &amp; B</title>"); // => true
 */
export const plainPage = ({
  language,
  title,
  body,
}: {
  readonly language: string;
  readonly title: string;
  readonly body: string;
}): string =>
  `<!doctype html><html lang="${safeHtml(language)}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${safeHtml(title)}</title>
<link rel="stylesheet" href="${plainStylePath}"></head><body><main>${body}</main></body></html>`;

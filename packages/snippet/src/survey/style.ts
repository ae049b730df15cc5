/**
 * The block's own look, light or dark as the viewer's device is; it begins with the page's letters and text colour. It stands in a shadow
 * root: no rule of the page reaches in, and none of these reaches out.
 */
export const style = `:host{display:block;color-scheme:light dark}
form{--accent:#1d5c4a;--on:#fff;--line:#8b938f;max-width:34rem;text-align:start}
@media (prefers-color-scheme:dark){form{--accent:#7fc8ae;--on:#10201a;--line:#6d7772}}
*{box-sizing:border-box;font:inherit;color:inherit}
fieldset{border:0;margin:0;padding:0;min-width:0}
legend{font-size:1.2em;font-weight:650;padding:0;margin:0 0 .8em;overflow-wrap:anywhere}
label{display:flex;gap:.7em;align-items:center;min-height:2.75em;padding:.4em .8em;margin:0 0 .5em;border:1px solid var(--line);border-radius:10px;cursor:pointer;overflow-wrap:anywhere}
input[type=radio]{width:1.15em;height:1.15em;flex:none;margin:0;accent-color:var(--accent)}
input[type=text]{width:100%;padding:.6em .8em;margin:0 0 1em;border:1px solid var(--line);border-radius:10px;background:transparent}
button{font-weight:600;min-height:2.75em;padding:.5em 1.3em;border:0;border-radius:10px;background:var(--accent);color:var(--on);cursor:pointer}
button:disabled{opacity:.6}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
p{margin:1em 0 0;overflow-wrap:anywhere}small{display:block;margin:1em 0 0;font-size:.85em;opacity:.8}`;

import { cookieDomain, param } from "./tag.ts";

/** UTM parameters and ad click ids; nothing else of an address is read or sent. The edge keeps those that it knows, and cuts them. */
const marketing = /^(utm|gad)_|(cl?k?|bra|fat_)id$|epik/i;
const id = /^[\w-]{22}$/;

/** Marketing parameters of the address by name. */
export const parameters: Record<string, string> = {};
/** The click id in the address. Where it stands twice the last counts: a destination's own query comes first. */
export let arrivedClick: string | undefined;
/** What the address brings, click and parameters in one text; empty for nothing. */
export let campaign = "";

new URLSearchParams(location.search).forEach((value, name) => {
  if (name === param && id.test(value)) campaign += arrivedClick = value;
  if (marketing.test(name)) campaign += parameters[name] = value;
});

const host = document.referrer.split(/[/:]/)[3] || "";

/** Host of the page that led here; empty when there is none or it is of this site. */
export const referrer = `.${host}`.endsWith(`.${cookieDomain || location.hostname}`) ? "" : host;

const tag = document.currentScript as HTMLScriptElement;

/**
 * What the script's own tag says, one constant each: the names of members would stay in the built file, those of constants become a letter.
 *
 * | Attribute | Says | Missing |
 * |---|---|---|
 * | `data-site` | the store's public key | nothing is taken |
 * | `data-edge` | where visits and events go, an origin | where the script came from |
 * | `data-consent` | `granted`, `not_required`, `by_country` (the cookie endpoint decides), `required` | `required` |
 * | `data-param` | the parameter of the address, and the cart attribute, with the click id | `vclid` |
 * | `data-form-field` | names of the form fields that take the click id, separated by commas | the parameter's |
 * | `data-cookie-endpoint` | the address on the brand's domain that sets cookies | the script sets them |
 * | `data-cookie-domain` | the domain whose hosts share the cookies, such as `brand.example` | this host alone |
 * | `data-shopify` | anything: the click id is also put on the cart | it is not |
 */
export const {
  site,
  edge = new URL(tag.src).origin,
  consent: consentSetting,
  param = "vclid",
  formField = param,
  cookieEndpoint: endpoint,
  cookieDomain,
  shopify,
} = tag.dataset;

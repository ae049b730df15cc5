/** How a program's links are known: by the host alone, or by a parameter of the query or a piece of the path on that host. */
export interface ReferralProgram {
  readonly name: string;
  /** Hosts, with all below them. */
  readonly hosts: readonly string[];
  /** One of these in the query; missing and no path means that any address of the host counts. */
  readonly parameters?: readonly string[];
  /** What the path begins with, in lower case; missing means any path. */
  readonly paths?: readonly string[];
}

/** Networks and programs whose links can be told by their look. */
export const referralPrograms: readonly ReferralProgram[] = [
  { name: "Amazon Associates", hosts: ["amzn.to", "amzlink.to"] },
  { name: "AliExpress Portals", hosts: ["s.click.aliexpress.com"] },
  { name: "AliExpress Portals", hosts: ["aliexpress.com"], parameters: ["aff_fcid", "aff_trace_key", "aff_platform", "aff_short_key"] },
  { name: "Awin", hosts: ["awin1.com", "zenaps.com", "tidd.ly"] },
  { name: "Admitad", hosts: ["ad.admitad.com"] },
  { name: "AvantLink", hosts: ["avantlink.com"], parameters: ["pw", "pri"] },
  { name: "Apple Services", hosts: ["apple.com", "apple.co"], parameters: ["at", "afid"] },
  { name: "Adtraction", hosts: ["track.adtraction.com", "pin.adtraction.com"] },
  { name: "belboon", hosts: ["janmedia.belboon.com", "belboon.de"] },
  { name: "Booking.com", hosts: ["booking.com"], parameters: ["aid"] },
  {
    name: "CJ",
    hosts: ["anrdoezrs.net", "dpbolvw.net", "jdoqocy.com", "kqzyfj.com", "tkqlhce.com", "qksrv.net", "emjcd.com", "dotomi.com"],
  },
  { name: "ClickBank", hosts: ["hop.clickbank.net"] },
  { name: "Commission Factory", hosts: ["t.cfjump.com"] },
  { name: "Daisycon", hosts: ["ds1.nl", "lt45.net", "jdt8.net", "glp8.net", "ndt5.net"] },
  { name: "Digidip", hosts: ["digidip.net"] },
  { name: "eBay Partner Network", hosts: ["rover.ebay.com", "ebay.us"] },
  {
    name: "eBay Partner Network",
    hosts: ["ebay.com", "ebay.de", "ebay.co.uk", "ebay.fr", "ebay.es", "ebay.it"],
    parameters: ["campid", "mkevt"],
  },
  { name: "Effiliation", hosts: ["track.effiliation.com"] },
  {
    name: "Envato",
    hosts: ["themeforest.net", "codecanyon.net", "audiojungle.net", "videohive.net", "graphicriver.net"],
    parameters: ["ref"],
  },
  { name: "FlexOffers", hosts: ["track.flexlinks.com", "track.flexlinkspro.com"] },
  { name: "Geniuslink", hosts: ["geni.us"] },
  { name: "Hotmart", hosts: ["go.hotmart.com"] },
  { name: "Impact", hosts: ["sjv.io", "pxf.io", "evyy.net", "ojrq.net", "7eer.net", "i8h2.net"] },
  { name: "LTK", hosts: ["liketk.it", "rstyle.me", "liketoknow.it", "shopltk.com"] },
  { name: "Magazine Você", hosts: ["magazinevoce.com.br"] },
  { name: "Mavely", hosts: ["mavely.app.link", "joinmavely.com"] },
  { name: "Mercado Livre", hosts: ["mercadolivre.com", "mercadolivre.com.br", "mercadolibre.com"], paths: ["/sec/"] },
  { name: "Partnerize", hosts: ["prf.hn"] },
  { name: "Pepperjam", hosts: ["pjtra.com", "pjatr.com", "pntra.com", "pntrac.com", "pntrs.com", "gopjn.com"] },
  { name: "Rakuten Advertising", hosts: ["click.linksynergy.com"] },
  { name: "ShareASale", hosts: ["shareasale.com", "shareasale-analytics.com"], paths: ["/r.cfm", "/u.cfm", "/m-pr.cfm"] },
  { name: "Shopee", hosts: ["shope.ee"] },
  { name: "ShopMy", hosts: ["go.shopmy.us", "shopmy.us"] },
  { name: "ShopStyle", hosts: ["shopstyle.it", "api.shopstyle.com"] },
  { name: "Skimlinks", hosts: ["go.skimresources.com", "go.redirectingat.com", "go.magik.ly", "fave.co"] },
  { name: "Sovrn", hosts: ["redirect.viglink.com", "shop-links.co"] },
  { name: "TradeDoubler", hosts: ["clk.tradedoubler.com", "clkde.tradedoubler.com", "clkuk.tradedoubler.com", "pdt.tradedoubler.com"] },
  { name: "TradeTracker", hosts: ["tc.tradetracker.net"] },
  { name: "Webgains", hosts: ["track.webgains.com"] },
];

/** Parameters that shops and programs' software use on the shop's own host. */
export const referralParameters: ReadonlySet<string> = new Set([
  "a_aid",
  "aff",
  "aff_id",
  "affid",
  "affiliate",
  "affiliate_id",
  "affiliateid",
  "affcode",
  "awc",
  "irclickid",
  "irgwc",
  "pap_a_aid",
  "partnerid",
  "pid_aff",
  "ranmid",
  "ransiteid",
  "rfsn",
  "tap_a",
]);

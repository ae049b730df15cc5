/** An address inside the app. Screens never write one by hand: they take it from {@link paths} or {@link workspacePaths}. */
export type Path = `/${string}`;

/** The pattern of every screen. `routes.tsx` mounts these same strings, so a link and its route cannot drift apart. */
export const patterns = {
  home: "/",
  signIn: "/sign-in",
  resetPassword: "/reset-password",
  welcome: "/welcome",
  acceptInvitation: "/invitations/$token",
  shared: "/shared/$token",
  kit: "/dev/kit",
  workspace: "/w/$workspace",
  programs: "/w/$workspace/programs",
  program: "/w/$workspace/programs/$program",
  payRule: "/w/$workspace/programs/$program/pay-rule",
  campaigns: "/w/$workspace/campaigns",
  campaign: "/w/$workspace/campaigns/$campaign",
  budgetPlans: "/w/$workspace/planning",
  forecasts: "/w/$workspace/forecasts",
  budgetPlan: "/w/$workspace/planning/$plan",
  bookAgain: "/w/$workspace/book-again",
  creatorsByCampaign: "/w/$workspace/creators-by-campaign",
  creators: "/w/$workspace/creators",
  findCreators: "/w/$workspace/find-creators",
  creatorLists: "/w/$workspace/creator-lists",
  creatorDuplicates: "/w/$workspace/creator-duplicates",
  savedSearches: "/w/$workspace/saved-searches",
  compareCreators: "/w/$workspace/compare-creators",
  lookalikes: "/w/$workspace/creators-alike",
  creator: "/w/$workspace/creators/$creator",
  buyers: "/w/$workspace/matching/buyers",
  buyer: "/w/$workspace/matching/buyers/$buyer",
  matchingRules: "/w/$workspace/matching/rules",
  creatorVetting: "/w/$workspace/creators/$creator/vetting",
  vettingDecisions: "/w/$workspace/vetting",
  creatorMix: "/w/$workspace/matching/mix",
  predictions: "/w/$workspace/matching/predictions",
  advocates: "/w/$workspace/creators/customers",
  applications: "/w/$workspace/applications",
  application: "/w/$workspace/applications/$application",
  posts: "/w/$workspace/posts",
  post: "/w/$workspace/posts/$post",
  series: "/w/$workspace/series",
  oneSeries: "/w/$workspace/series/$series",
  customers: "/w/$workspace/customers",
  links: "/w/$workspace/links",
  link: "/w/$workspace/links/$link",
  codes: "/w/$workspace/codes",
  code: "/w/$workspace/codes/$code",
  orders: "/w/$workspace/orders",
  order: "/w/$workspace/orders/$order",
  attribution: "/w/$workspace/attribution",
  channels: "/w/$workspace/channels",
  market: "/w/$workspace/market",
  experiments: "/w/$workspace/experiments",
  newExperiment: "/w/$workspace/experiments/new",
  brandLifts: "/w/$workspace/brand-lift",
  newBrandLift: "/w/$workspace/brand-lift/new",
  brandLift: "/w/$workspace/brand-lift/$lift",
  brandLiftPlan: "/w/$workspace/brand-lift/$lift/plan",
  testRegions: "/w/$workspace/experiments/regions",
  experiment: "/w/$workspace/experiments/$experiment",
  experimentPlan: "/w/$workspace/experiments/$experiment/plan",
  newCreatorExperiment: "/w/$workspace/experiments/creators/new",
  creatorExperiment: "/w/$workspace/experiments/creators/$experiment",
  creatorExperimentPlan: "/w/$workspace/experiments/creators/$experiment/plan",
  codeReveal: "/w/$workspace/experiments/codes/$experiment",
  audiences: "/w/$workspace/experiments/audiences",
  newDoseExperiment: "/w/$workspace/experiments/by-audience/new",
  doseExperiment: "/w/$workspace/experiments/by-audience/$experiment",
  doseExperimentPlan: "/w/$workspace/experiments/by-audience/$experiment/plan",
  commissions: "/w/$workspace/commissions",
  imports: "/w/$workspace/import",
  newImport: "/w/$workspace/import/new",
  import: "/w/$workspace/import/$import",
  settings: "/w/$workspace/settings",
  members: "/w/$workspace/settings/members",
  keys: "/w/$workspace/settings/keys",
  stores: "/w/$workspace/settings/stores",
  surveys: "/w/$workspace/settings/surveys",
  survey: "/w/$workspace/settings/surveys/$survey",
  domains: "/w/$workspace/settings/domains",
  webhooks: "/w/$workspace/settings/webhooks",
  webhook: "/w/$workspace/settings/webhooks/$webhook",
  audit: "/w/$workspace/settings/audit",
  connections: "/w/$workspace/settings/connections",
  platforms: "/w/$workspace/settings/platforms",
  platformRun: "/w/$workspace/settings/platforms/$run",
  accounting: "/w/$workspace/settings/accounting",
  shares: "/w/$workspace/settings/shares",
  vettingSettings: "/w/$workspace/settings/vetting",
  notices: "/w/$workspace/settings/notices",
  privacy: "/w/$workspace/settings/creators-data",
  account: "/w/$workspace/settings/account",
} as const;

type Pattern = (typeof patterns)[keyof typeof patterns];
type ParamOf<P extends string> = P extends `${string}$${infer Name}/${infer Rest}`
  ? Name | ParamOf<Rest>
  : P extends `${string}$${infer Name}`
    ? Name
    : never;

/** The name of any `$param` in {@link patterns}. */
export type Param = ParamOf<Pattern>;

/**
 * The address of one screen: its pattern with each `$param` replaced by the percent-encoded value.
 * @example
 * import { pathTo } from "./paths.ts";
 * pathTo("/w/$workspace/orders/$order", { workspace: "acme", order: "ord_1" }); // => "/w/acme/orders/ord_1"
 */
export function pathTo<P extends Pattern>(pattern: P, params: Record<ParamOf<P>, string>): Path {
  const values: Record<string, string> = params;
  return pattern.replaceAll(/\$(\w+)/g, (_match, name: string) => encodeURIComponent(values[name] ?? "")) as Path;
}

/** Addresses outside of a workspace. */
export const paths = {
  home: (): Path => patterns.home,
  signIn: (): Path => patterns.signIn,
  resetPassword: (): Path => patterns.resetPassword,
  welcome: (): Path => patterns.welcome,
  acceptInvitation: (token: string) => pathTo(patterns.acceptInvitation, { token }),
  workspace: (workspace: string) => pathTo(patterns.workspace, { workspace }),
  apiDocs: (): Path => "/docs",
  guide: (): Path => "/docs/guide/",
};

/** The addresses of one workspace's experiments. */
const experimentPaths = (workspace: string) => ({
  experiments: () => pathTo(patterns.experiments, { workspace }),
  newExperiment: () => pathTo(patterns.newExperiment, { workspace }),
  brandLifts: () => pathTo(patterns.brandLifts, { workspace }),
  newBrandLift: () => pathTo(patterns.newBrandLift, { workspace }),
  brandLift: (lift: string) => pathTo(patterns.brandLift, { workspace, lift }),
  brandLiftPlan: (lift: string) => pathTo(patterns.brandLiftPlan, { workspace, lift }),
  testRegions: () => pathTo(patterns.testRegions, { workspace }),
  experiment: (experiment: string) => pathTo(patterns.experiment, { workspace, experiment }),
  experimentPlan: (experiment: string) => pathTo(patterns.experimentPlan, { workspace, experiment }),
  newCreatorExperiment: () => pathTo(patterns.newCreatorExperiment, { workspace }),
  creatorExperiment: (experiment: string) => pathTo(patterns.creatorExperiment, { workspace, experiment }),
  creatorExperimentPlan: (experiment: string) => pathTo(patterns.creatorExperimentPlan, { workspace, experiment }),
  codeReveal: (experiment: string) => pathTo(patterns.codeReveal, { workspace, experiment }),
  audiences: () => pathTo(patterns.audiences, { workspace }),
  newDoseExperiment: () => pathTo(patterns.newDoseExperiment, { workspace }),
  doseExperiment: (experiment: string) => pathTo(patterns.doseExperiment, { workspace, experiment }),
  doseExperimentPlan: (experiment: string) => pathTo(patterns.doseExperimentPlan, { workspace, experiment }),
});

/** The addresses of what holds creators against buyers. */
const matchingPaths = (workspace: string) => ({
  buyers: () => pathTo(patterns.buyers, { workspace }),
  buyer: (buyer: string) => pathTo(patterns.buyer, { workspace, buyer }),
  matchingRules: () => pathTo(patterns.matchingRules, { workspace }),
  creatorMix: () => pathTo(patterns.creatorMix, { workspace }),
  predictions: () => pathTo(patterns.predictions, { workspace }),
});

/** The addresses of one workspace's scorecards and decisions. */
const vettingPaths = (workspace: string) => ({
  creatorVetting: (creator: string) => pathTo(patterns.creatorVetting, { workspace, creator }),
  vettingDecisions: () => pathTo(patterns.vettingDecisions, { workspace }),
  vettingSettings: () => pathTo(patterns.vettingSettings, { workspace }),
});

/** The addresses of one workspace's creators. */
const creatorPaths = (workspace: string) => ({
  creators: () => pathTo(patterns.creators, { workspace }),
  creator: (creator: string) => pathTo(patterns.creator, { workspace, creator }),
  findCreators: () => pathTo(patterns.findCreators, { workspace }),
  creatorLists: () => pathTo(patterns.creatorLists, { workspace }),
  creatorDuplicates: () => pathTo(patterns.creatorDuplicates, { workspace }),
  savedSearches: () => pathTo(patterns.savedSearches, { workspace }),
  compareCreators: () => pathTo(patterns.compareCreators, { workspace }),
  lookalikes: () => pathTo(patterns.lookalikes, { workspace }),
});

/**
 * The addresses of one workspace's screens. In a component, `usePaths()` gives them for the workspace on screen.
 * @param workspace the workspace's slug, as in the address bar
 */
export function workspacePaths(workspace: string) {
  return {
    overview: () => pathTo(patterns.workspace, { workspace }),
    programs: () => pathTo(patterns.programs, { workspace }),
    program: (program: string) => pathTo(patterns.program, { workspace, program }),
    payRule: (program: string) => pathTo(patterns.payRule, { workspace, program }),
    campaigns: () => pathTo(patterns.campaigns, { workspace }),
    campaign: (campaign: string) => pathTo(patterns.campaign, { workspace, campaign }),
    budgetPlans: () => pathTo(patterns.budgetPlans, { workspace }),
    forecasts: () => pathTo(patterns.forecasts, { workspace }),
    budgetPlan: (plan: string) => pathTo(patterns.budgetPlan, { workspace, plan }),
    bookAgain: () => pathTo(patterns.bookAgain, { workspace }),
    creatorsByCampaign: () => pathTo(patterns.creatorsByCampaign, { workspace }),
    ...matchingPaths(workspace),
    ...vettingPaths(workspace),
    ...creatorPaths(workspace),
    applications: () => pathTo(patterns.applications, { workspace }),
    application: (application: string) => pathTo(patterns.application, { workspace, application }),
    posts: () => pathTo(patterns.posts, { workspace }),
    post: (post: string) => pathTo(patterns.post, { workspace, post }),
    series: () => pathTo(patterns.series, { workspace }),
    oneSeries: (series: string) => pathTo(patterns.oneSeries, { workspace, series }),
    customers: () => pathTo(patterns.customers, { workspace }),
    links: () => pathTo(patterns.links, { workspace }),
    link: (link: string) => pathTo(patterns.link, { workspace, link }),
    codes: () => pathTo(patterns.codes, { workspace }),
    code: (code: string) => pathTo(patterns.code, { workspace, code }),
    orders: () => pathTo(patterns.orders, { workspace }),
    order: (order: string) => pathTo(patterns.order, { workspace, order }),
    attribution: () => pathTo(patterns.attribution, { workspace }),
    channels: () => pathTo(patterns.channels, { workspace }),
    market: () => pathTo(patterns.market, { workspace }),
    ...experimentPaths(workspace),
    commissions: () => pathTo(patterns.commissions, { workspace }),
    imports: () => pathTo(patterns.imports, { workspace }),
    newImport: () => pathTo(patterns.newImport, { workspace }),
    import: (id: string) => pathTo(patterns.import, { workspace, import: id }),
    settings: () => pathTo(patterns.settings, { workspace }),
    advocates: () => pathTo(patterns.advocates, { workspace }),
    privacy: () => pathTo(patterns.privacy, { workspace }),
    members: () => pathTo(patterns.members, { workspace }),
    keys: () => pathTo(patterns.keys, { workspace }),
    stores: () => pathTo(patterns.stores, { workspace }),
    surveys: () => pathTo(patterns.surveys, { workspace }),
    survey: (survey: string) => pathTo(patterns.survey, { workspace, survey }),
    domains: () => pathTo(patterns.domains, { workspace }),
    webhooks: () => pathTo(patterns.webhooks, { workspace }),
    webhook: (webhook: string) => pathTo(patterns.webhook, { workspace, webhook }),
    audit: () => pathTo(patterns.audit, { workspace }),
    connections: () => pathTo(patterns.connections, { workspace }),
    platforms: () => pathTo(patterns.platforms, { workspace }),
    platformRun: (run: string) => pathTo(patterns.platformRun, { workspace, run }),
    accounting: () => pathTo(patterns.accounting, { workspace }),
    shares: () => pathTo(patterns.shares, { workspace }),
    notices: () => pathTo(patterns.notices, { workspace }),
    account: () => pathTo(patterns.account, { workspace }),
  };
}

/** Where to go after signing in: `next` if it stays inside the app, else the start. */
export function safeNext(next: unknown): Path {
  const isInside = typeof next === "string" && /^\/(?![/\\])[^\u0000-\u001f\\]*$/.test(next);
  return isInside ? (next as Path) : patterns.home;
}

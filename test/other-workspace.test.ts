import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "../src/app/routes.ts";
import { formatId } from "../src/kernel/ids.ts";
import { computationKind, requestComputation } from "../src/features/computations/service.ts";
import { importFile } from "../src/features/imports/service.ts";
import { daysLater } from "../src/kernel/civil.ts";
import { notify } from "../src/features/notices/service.ts";
import type { Endpoint } from "../src/platform/schema/endpoint.ts";
import { openTestApp, type TestApp, type TestWorkspace } from "./app.ts";
import { must } from "./builders.ts";
import { openPlatformServer, type PlatformServer } from "./platform-server.ts";
import { madeTiktokApp } from "./played-tiktok.ts";
import { idPlaces, withPlace, type IdPlace } from "./id-places.ts";
import { ruleDocument } from "./pay-world.ts";
import { takeSales } from "./region-sales.ts";
import { shopifyHeaders, shopifyOrderPayload } from "./shopify-payload.ts";

/** Real things of a workspace. */
interface Filled {
  readonly w: TestWorkspace;
  /** The first id of each kind, by its prefix: the things that belong together. */
  readonly first: Map<string, string>;
  readonly all: Set<string>;
}

let t: TestApp;
let platforms: PlatformServer;
let mine: Filled;
let theirs: Filled;

beforeAll(async () => {
  platforms = await openPlatformServer();
  t = await openTestApp({ platformStandIn: platforms.url });
  mine = await fill(await t.makeWorkspace(), "Mine");
  theirs = await fill(await t.makeWorkspace(), "Zulu");
});
afterAll(async () => {
  await t.close();
  await platforms.close();
});

const line = { list_price: { amount: "10000", currency: "EUR" } };
const begin = "2020-01-01T00:00:00Z";
const order = { external_id: "fresh", occurred_at: "2026-05-01T09:00:00Z", lines: [line] };

const madeUpKind = computationKind({
  kind: "made-up",
  scopes: { read: "orders:read", write: "orders:write" },
  load: async () => ({}),
  thread: { module: "./computation-thread", from: import.meta.url },
});

/** Makes one of everything, each with the name in whatever text it has. */
async function fill(w: TestWorkspace, name: string): Promise<Filled> {
  const filled: Filled = { w, first: new Map(), all: new Set() };
  const ask = async <T = { id: string }>(method: string, url: string, body?: unknown): Promise<T> => {
    const answer = await must<T>(w, method, url, body);
    for (const [, id, prefix] of JSON.stringify(answer).matchAll(/"(([a-z]{2,3})_[0-9a-hjkmnp-tv-z]{26})"/g)) {
      filled.all.add(id!);
      if (!filled.first.has(prefix!)) filled.first.set(prefix!, id!);
    }
    return answer;
  };
  await ask("GET", "/v1/stores");
  await makePayable(ask, name);
  await makeOrders(w, ask, name);
  await ask("POST", "/v1/api-keys", { name, scopes: ["workspace:read"] });
  await ask("POST", "/v1/invitations", { email: `${name}@example.com`, role: "viewer" });
  const endpoint = await ask("POST", "/v1/webhook-endpoints", { url: `http://127.0.0.1:9/${name}`, event_types: ["order.created.v1"] });
  await ask("POST", `/v1/webhook-endpoints/${endpoint.id}/test`);
  const event = await t.ctx.db.selectFrom("webhook_events").select("id").where("workspace_id", "=", w.id).executeTakeFirstOrThrow();
  filled.first.set("evt", formatId("evt", event.id));
  await notify(w.ctx, { kind: "test", message: name });
  const computed = { kind: madeUpKind, subject: name, input: {} };
  filled.first.set("job", (await requestComputation(w.ctx, computed)).id);
  const choices = [{ kind: "creator", creator_id: filled.first.get("cre") }];
  const survey = await ask("POST", "/v1/surveys", { store_id: filled.first.get("sto"), question: name, choices });
  await ask("POST", `/v1/surveys/${survey.id}/answers`, { external_order_id: name, text: name });
  const share = await ask("POST", "/v1/shares", { report: "program", program_id: filled.first.get("prg") });
  filled.first.set("shr", share.id);
  await ask("POST", "/v1/creator-lists", { name, creator_ids: [filled.first.get("cre")] });
  await ask("POST", "/v1/creator-searches", { name });
  const members = await ask<{ data: { id: string }[] }>("GET", "/v1/members");
  const mailing = { every: "week", on_day: 1, at_hour: 8, member_ids: [members.data[0]?.id], outside: [{ email: `${name}@example.org` }] };
  filled.first.set("sch", (await ask("POST", "/v1/report-schedules", { report: "overview", ...mailing })).id);
  const file = { "content-type": "text/csv" };
  const { id: importId } = (await w.call("POST", "/v1/imports?kind=creators", `Name\n${name} Two\n`, file)).body as { id: string };
  await ask("GET", `/v1/imports/${importId}`);
  await makeVetting(ask, name, filled);
  await makeExperiment(w, ask, name);
  await makeSeries(w, ask, name);
  await ask("POST", "/v1/brand-lifts", { name, plan: liftPlan });
  await ask("POST", "/v1/buyer-profiles", { name, profile: {} });
  const cost = { from_on: "2026-04-01", to_on: "2026-05-01", amount: { amount: "1", currency: "EUR" } };
  await ask("POST", "/v1/channel-costs", { channel: "paid", note: name, ...cost });
  const creator_id = filled.first.get("cre");
  await ask("POST", `/v1/creators/${creator_id}/quotes`, { ...quote, note: name });
  await ask("POST", "/v1/creator-predictions", { creator_id, ...posted });
  const [kept, double] = [
    await ask("POST", "/v1/creators", { name: `${name} kept` }),
    await ask("POST", "/v1/creators", { name: `${name} double` }),
  ];
  await ask("POST", `/v1/creators/${kept.id}/merge`, { duplicate_id: double.id });
  await ask("POST", "/v1/import-presets", preset(name));
  await ask("POST", "/v1/do-not-contact", { email: `${name}@example.net` });
  const connection = await ask("POST", "/v1/platform-connections", { platform: "youtube", label: name, api_key: "a-good-key" });
  await ask("POST", "/v1/platform-runs", { connection_id: connection.id, kind: "search", query: name });
  await makeApplication(ask, name);
  await makeConnectedAccount(ask, name, creator_id!);
  for (const list of ["/v1/members", "/v1/audit-events", "/v1/commissions", "/v1/ledger/lines", "/v1/enrollments", "/v1/notices"])
    await ask("GET", list);
  return filled;
}

const preset = (name: string) => ({ kind: "creators", name, mapping: { format: "table", has_header: true, columns: { name: "Name" } } });
/** An application page with an application for it, sent by somebody who is not signed in. */
async function makeApplication(ask: Ask, name: string): Promise<void> {
  const programs = await ask<{ data: { id: string }[] }>("GET", "/v1/programs");
  const said = { program_id: programs.data[0]!.id, title: name, consent: "I agree to be kept." };
  const { url } = await ask<{ url: string }>("POST", "/v1/application-pages", said);
  const open = await t.app.inject({ url: new URL(url).pathname });
  const opened = /name="opened" value="([^"]+)"/.exec(open.body)![1]!;
  t.clock.advanceMs(5_000);
  const account1 = `https://www.youtube.com/@${name}`;
  const payload = new URLSearchParams({ name, email: `${name}@example.com`, account1, consent: "yes", opened }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  await t.app.inject({ method: "POST", url: new URL(url).pathname, payload, headers });
  await ask("GET", "/v1/applications");
}

/** An account that its owner connected under a link. */
async function makeConnectedAccount(ask: Ask, name: string, creatorId: string): Promise<void> {
  await ask("POST", "/v1/sign-in-platforms", {
    platform: "tiktok",
    client_id: madeTiktokApp.client_id,
    client_secret: madeTiktokApp.client_secret,
  });
  const { url } = await ask<{ url: string }>("POST", `/v1/creators/${creatorId}/connect-invitation`, {});
  platforms.tiktok.signedIn = { openId: name, username: `${name.toLowerCase()}.tiktok`, followers: 1, videos: [] };
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const begun = await t.app.inject({ method: "POST", url: `${new URL(url).pathname}/tiktok`, payload: "consent=yes", headers });
  const back = (await fetch(begun.headers.location!, { redirect: "manual" })).headers.get("location")!;
  const cookie = String(begun.headers["set-cookie"]).split(";")[0]!;
  await t.app.inject({ url: new URL(back).pathname + new URL(back).search, headers: { cookie } });
  await ask("GET", `/v1/creators/${creatorId}/connected-accounts`);
}

const reuse = {
  ...{ used_in: "email", from_on: "2026-04-01", basis: "licence_fee", amount: { amount: "1", currency: "EUR" }, source: "An offer" },
};

const quote = {
  ...{ kind: "content", state: "asked", platform: "instagram", price: { amount: "100", currency: "EUR" } },
  ...{ quoted_on: "2026-04-01", source: "An offer" },
};

const posted = { deliverables: [{ platform: "instagram", posts: 1 }], from_on: "2026-04-01", until_on: "2026-04-08" };

const plan = { hypothesis: "It works", treatment: "Posts", treated: ["a"], from_on: "2026-04-02", to_on: "2026-04-03" };

const liftPlan = {
  ...{ hypothesis: "It is known", exposure: "Posts", assignment: "random", recruitment_control: "Panel", recruitment_exposed: "Panel" },
  ...{ planned_control: 10, planned_exposed: 10, questions: [{ text: "Known?", positive: "yes" }], base_rate: 0.2, least_points: 0.1 },
};
const waves = {
  ...{ design: "staggered_creators", hypothesis: "It works", treatment: "Posts", creators: ["a", "b", "c", "d"] },
  ...{ waves: 2, history_weeks: 2, from_on: "2026-03-15" },
};

const half = { hypothesis: "It works", treatment: "A code", from_on: "2026-04-02", to_on: "2026-04-03" };

const audience = { shares: [{ region: "a", share: "0.5" }] };
const dosePlan = (creator_id: string | undefined) => ({
  ...{ hypothesis: "It works", treatment: "Posts", posts: [{ creator_id, posted_on: "2026-03-10" }], to_on: "2026-03-12" },
});

async function makeExperiment(w: TestWorkspace, ask: Ask, name: string): Promise<void> {
  const rows = ["a", "b", "c"].flatMap((region) => ["2026-04-01", "2026-04-02"].map((day) => `${region},${day},1`));
  await takeSales(w, { text: `region,date,sales\n${rows.join("\n")}\n`, name: `${name}.csv` });
  const { data } = await ask<{ data: { id: string }[] }>("GET", "/v1/sales-series");
  await ask("POST", "/v1/experiments", { name, series_id: data[0]?.id, plan });
  const weeks = Array.from({ length: 14 }, (_, at) => `2026-03-${String(at + 1).padStart(2, "0")}`);
  const creators = waves.creators.flatMap((creator) => weeks.map((day) => `${creator},${day},1`));
  await takeSales(w, { text: `creator,date,sales\n${creators.join("\n")}\n`, name: `${name} creators.csv` });
  const { data: both } = await ask<{ data: { id: string }[] }>("GET", "/v1/sales-series");
  await ask("POST", "/v1/creator-experiments", { name, series_id: both[0]?.id, plan: waves });
  await ask("POST", "/v1/code-reveals", { name, plan: half });
  const { data: creatorsHere } = await ask<{ data: { id: string }[] }>("GET", "/v1/creators");
  await ask("PUT", `/v1/creator-audiences/${creatorsHere[0]!.id}`, audience);
  await ask("POST", "/v1/dose-experiments", { name, series_id: both[0]?.id, plan: dosePlan(creatorsHere[0]?.id) });
}

/** A series of forty days around the post of {@link makePayable}. */
async function makeSeries(w: TestWorkspace, ask: Ask, name: string): Promise<void> {
  const days = Array.from({ length: 40 }, (_, at) => `${daysLater("2026-03-01", at)},${100 + (at % 5)}`);
  const options = { series: name, kind: "other" };
  const mapping = { format: "table", has_header: true, columns: { told_on: "Day", value: "Count" }, options };
  const content = Readable.from([Buffer.from(`Day,Count\n${days.join("\n")}\n`)]);
  await importFile(w.ctx, { kind: "daily_series", file_name: `${name}.csv`, content, skipFaulty: false, mapping });
  await ask("GET", "/v1/daily-series");
}

/** A score, a finding, a decision, of the creator and account that were made first. */
async function makeVetting(ask: Ask, name: string, { first }: Filled): Promise<void> {
  const creator_id = first.get("cre");
  const at = `/v1/creators/${creator_id}/accounts/${first.get("acc")}`;
  const url = `https://www.instagram.com/p/${name}/`;
  await ask("POST", "/v1/posts", { url, creator_id, posted_on: "2026-04-01", title: `${name} at the casino` });
  await ask("POST", `${at}/follower-samples`, { text: "followers\n1", source: name });
  await ask("POST", `${at}/comment-samples`, { text: name, source: name });
  await ask("POST", `${at}/scorecards`);
  await ask("GET", `/v1/creators/${creator_id}/safety-findings`);
  await ask("POST", `/v1/creators/${creator_id}/vetting-decisions`, { decision: "watch", reason: name });
}

type Ask = <T = { id: string }>(method: string, url: string, body?: unknown) => Promise<T>;

async function makePayable(ask: Ask, name: string): Promise<void> {
  const program = await ask("POST", "/v1/programs", { name: `${name} Spring`, kind: "influencer" });
  await ask("POST", `/v1/programs/${program.id}/pay-rules`, { document: ruleDocument(), effective_at: begin });
  const creator = await ask("POST", "/v1/creators", { name: `${name} Ana`, accounts: [{ platform: "instagram", handle: `${name}ana` }] });
  await ask("POST", `/v1/programs/${program.id}/enrollments`, { creator_ids: [creator.id], started_at: begin });
  const amount = { amount: "100", currency: "EUR" };
  await ask("POST", `/v1/programs/${program.id}/costs`, { kind: "fee", amount, incurred_on: "2026-04-01", note: name });
  const days = { starts_on: "2026-04-01", ends_on: "2026-05-01" };
  const campaign = await ask("POST", "/v1/campaigns", {
    name: `${name} Launch`,
    ...days,
    program_ids: [program.id],
    creator_ids: [creator.id],
  });
  await ask("POST", `/v1/campaigns/${campaign.id}/costs`, { kind: "fee", amount, incurred_on: "2026-04-01", note: name });
  await ask("POST", `/v1/campaigns/${campaign.id}/content-reuses`, { creator_id: creator.id, ...reuse });
  const snapshot = { views: 1, evidence: name };
  const url = `https://example.com/${name}`;
  const post = { url, platform: "blog", creator_id: creator.id, campaign_id: campaign.id, posted_on: "2026-04-01", snapshot };
  const { id: postId } = await ask("POST", "/v1/posts", post);
  await ask("GET", `/v1/posts/${postId}/snapshots`);
  const gates = { test_spend: "100" };
  await ask("POST", "/v1/budget-plans", {
    name: `${name} Next`,
    budget: { ...amount, amount: "1000" },
    ...days,
    creator_ids: [creator.id],
    gates,
  });
  const domain = await ask("POST", "/v1/domains", { host: `${name}.example` });
  const both = { creator_id: creator.id, program_id: program.id };
  await ask("POST", "/v1/links", { domain_id: domain.id, key: name, destination: `https://shop.example/${name}`, ...both });
  await ask("POST", "/v1/codes", { code: `${name}10`, valid_from: begin, ...both });
}

async function makeOrders(w: TestWorkspace, ask: Ask, name: string): Promise<void> {
  const customer = (external_id: string) => ({ external_id: `${name} ${external_id}` });
  const placed = { ...order, external_id: `${name} 1`, codes: [`${name}10`], customer: customer("1") };
  const { id } = await ask("POST", "/v1/conversions", placed);
  const other = await ask("POST", "/v1/conversions", { ...order, external_id: `${name} 2`, customer: customer("2") });
  const refund = { external_id: `${name} r`, conversion_external_id: `${name} 1`, kind: "refund", occurred_at: order.occurred_at };
  await ask("POST", "/v1/adjustments", { ...refund, amount: { amount: "100", currency: "EUR" } });
  await t.settle();
  const from = (await ask<{ customer_id: string }>("GET", `/v1/conversions/${id}`)).customer_id;
  const into = (await ask<{ customer_id: string }>("GET", `/v1/conversions/${other.id}`)).customer_id;
  await must(w, "POST", "/v1/customer-merges", { from_customer_id: from, into_customer_id: into, reason: name });
  await ask("GET", "/v1/customer-merges");
  const { webhook_url } = await ask<{ webhook_url: string }>("POST", "/v1/connections", { kind: "shopify", secret: "shopify secret" });
  const payload = JSON.stringify(shopifyOrderPayload());
  const url = new URL(webhook_url).pathname;
  await t.app.inject({ method: "POST", url, payload, headers: shopifyHeaders(payload, "orders/paid", { webhookId: `${name} delivery` }) });
  await ask("GET", "/v1/raw-payloads");
}

const ownPlan = () => ({
  ...{ name: "Fresh", budget: { amount: "1000", currency: "EUR" }, starts_on: "2026-04-01", ends_on: "2026-05-01" },
  ...{ creator_ids: [mine.first.get("cre")], gates: { test_spend: "100" } },
});
const lesson = { metric: "revenue_per_spent", estimate: "1", low: "0", high: "2" };
const ownChoices = () => [{ kind: "creator", creator_id: mine.first.get("cre") }];

/** A body that each endpoint takes, for those that need one; ids in it are of the asking workspace. */
const bodies: Readonly<Record<string, () => unknown>> = {
  inviteReportReader: () => ({ email: "fresh@example.org" }),
  addFollowerSample: () => ({ text: "followers\n1", source: "fresh" }),
  addCommentSample: () => ({ text: "Fresh", source: "fresh" }),
  decideVetting: () => ({ decision: "watch", reason: "fresh" }),
  dismissSafetyFinding: () => ({ reason: "none" }),
  addSurveyAnswer: () => ({ external_order_id: "fresh" }),
  addCreatorAccount: () => ({ platform: "tiktok", handle: "@fresh" }),
  addAccountProfile: () => ({ observed_on: "2026-04-01", bio: "Tea" }),
  addCreatorNotice: () => ({ told_on: "2026-04-01", channel: "email" }),
  mergeCreators: () => ({ duplicate_id: mine.first.get("cre") }),
  addAccountSnapshot: () => ({ followers: 1, observed_on: "2026-04-01", source: "manual" }),
  addPostSnapshot: () => ({ views: 2 }),
  compareCreators: () => ({ creator_ids: [mine.first.get("cre"), mine.first.get("cre")] }),
  updateCreatorSearch: () => ({ name: "Fresh" }),
  createCreatorList: () => ({ name: "Fresh" }),
  addToCreatorList: () => ({ creator_ids: [mine.first.get("cre")] }),
  takeFromCreatorList: () => ({ creator_ids: [mine.first.get("cre")] }),
  addConversionStatus: () => ({ status: "cancelled", occurred_at: "2026-05-01T09:30:00Z" }),
  changeCreatorStatus: () => ({ status: "paused", reason: "" }),
  createAdjustment: () => ({ external_id: "fresh", conversion_external_id: "1", kind: "cancellation", occurred_at: order.occurred_at }),
  changeBrandLift: () => ({ name: "Fresh", plan: liftPlan }),
  createBrandLift: () => ({ name: "Fresh", plan: liftPlan }),
  enterLiftCounts: () => {
    const group = { answered: 1, positive: 1 };
    return { asked: { control: 1, exposed: 1 }, answers: [{ control: group, exposed: group }] };
  },
  changeReveal: () => ({ name: "Fresh", plan: half }),
  countReveal: () => ({ counts: [{ counted_on: "2026-04-02", is_shown: true, visitors: 1, orders: 0 }] }),
  changeCreatorExperiment: () => ({ name: "Fresh", plan: waves }),
  createCreatorExperiment: () => ({ name: "Fresh", series_id: mine.first.get("ser"), plan: waves }),
  tellAudience: () => audience,
  changeDoseExperiment: () => ({ name: "Fresh", plan: dosePlan(mine.first.get("cre")) }),
  createDoseExperiment: () => ({ name: "Fresh", series_id: mine.first.get("ser"), plan: dosePlan(mine.first.get("cre")) }),
  recordDeviation: () => ({ creator: "a", kind: "began_early" }),
  changeExperiment: () => ({ name: "Fresh", plan }),
  createExperiment: () => ({ name: "Fresh", series_id: mine.first.get("ser"), plan }),
  changeBuyerProfile: () => ({ name: "Fresh", version: 1, profile: {} }),
  addCreatorQuote: () => quote,
  voidCreatorQuote: () => ({ reason: "wrong" }),
  predictCreator: () => ({ deliverables: posted.deliverables }),
  lockPrediction: () => ({ creator_id: mine.first.get("cre"), ...posted }),
  rankCreators: () => ({ creator_ids: [mine.first.get("cre")] }),
  answerCreatorDuplicate: () => ({ one_id: mine.first.get("cre"), other_id: mine.first.get("cre"), answer: "different" }),
  changeBudgetPlan: () => ownPlan(),
  createBudgetPlan: () => ownPlan(),
  createApplicationPage: () => ({ program_id: mine.first.get("prg"), title: "Fresh", consent: "I agree to be kept." }),
  approveApplication: () => ({ creator_id: mine.first.get("cre") }),
  verifyApplicationAccount: () => ({ by: "person" }),
  budgetPlatformRun: () => ({ connection_id: mine.first.get("plc"), kind: "figures" }),
  startPlatformRun: () => ({ connection_id: mine.first.get("plc"), kind: "figures" }),
  inviteCreatorToConnect: () => ({}),
  changePlatformKey: () => ({ api_key: "a-good-key" }),
  lockBudgetPlan: () => ({ campaign_id: mine.first.get("cmp") }),
  createCampaign: () => ({ name: "Fresh", starts_on: "2026-04-01", ends_on: "2026-05-01" }),
  createCode: () => ({ code: "FRESH", creator_id: mine.first.get("cre"), program_id: mine.first.get("prg") }),
  createConnection: () => ({ kind: "stripe", secret: "stripe secret" }),
  createConversion: () => order,
  createConversions: () => ({ conversions: [order] }),
  createDomain: () => ({ host: "fresh.example" }),
  createLink: () => ({ domain_id: mine.first.get("dom"), key: "fresh", destination: "https://shop.example/" }),
  createPost: () => ({ platform: "blog", creator_id: mine.first.get("cre"), posted_on: "2026-04-01" }),
  createProgram: () => ({ name: "Fresh", kind: "influencer" }),
  makePaper: () => ({ report: "overview" }),
  createReportSchedule: () => ({ report: "overview", every: "day", on_day: 1, at_hour: 8, member_ids: [mine.first.get("mem")] }),
  createShare: () => ({ report: "overview" }),
  createSurvey: () => ({ store_id: mine.first.get("sto"), question: "How?", choices: ownChoices() }),
  enrollCreators: () => ({ creator_ids: [mine.first.get("cre")] }),
  enterCampaignCost: () => ({ kind: "fee", amount: { amount: "1", currency: "EUR" }, incurred_on: "2026-04-01" }),
  enterContentReuse: () => ({ creator_id: mine.first.get("cre"), ...reuse }),
  enterCost: () => ({ kind: "fee", amount: { amount: "1", currency: "EUR" }, incurred_on: "2026-04-01" }),
  matchSurveyAnswer: () => ({ creator_id: mine.first.get("cre") }),
  mergeCustomers: () => ({ from_customer_id: mine.first.get("cus"), into_customer_id: mine.first.get("cus"), reason: "same" }),
  previewPayRule: () => ({ document: ruleDocument() }),
  publishPayRule: () => ({ document: ruleDocument() }),
  recordCalibration: () => ({ factor: "0.5", low: "0", high: "1", level: "0.9", source: "test" }),
  replayWebhookEvents: () => ({ since: begin }),
  signSurveyLinks: () => ({ external_order_ids: ["fresh"] }),
  selectMarkets: () => ({ days: 7 }),
  saveReview: () => ({
    lessons: [
      { subject_kind: "creator", creator_id: mine.first.get("cre"), ...lesson },
      { subject_kind: "offer", program_id: mine.first.get("prg"), ...lesson },
    ],
  }),
  setCampaignPart: () => ({ discount: "0.1", format: "reel" }),
  setGoal: () => ({ metric: "clicks", target: "1", deadline_on: "2026-05-01", stakeholder_ids: [mine.first.get("mem")] }),
  requestSeriesEffect: () => ({ post_id: mine.first.get("pos") }),
  setImportMapping: () => ({ format: "table", has_header: true, columns: { name: "Name" } }),
  setMediaRates: () => ({ currency: "EUR", rates: {}, source: "a test" }),
  setTierLadder: () => ({ ladder: "sprout" }),
  setMarginRate: () => ({ rate: "0.4" }),
  signGoal: () => ({ digest: "0".repeat(64) }),
  stateIncremental: () => {
    const revenue = { amount: "1", currency: "EUR" };
    return { horizon: "lifetime", revenue, low: revenue, high: revenue, level: "0.9", source: "a test" };
  },
  undoCustomerMerge: () => ({ reason: "not the same" }),
  uploadImport: () => "Name\nFresh\n",
  updateSurvey: () => ({ choices: ownChoices() }),
  updateMember: () => ({ role: "viewer" }),
  voidCampaignCost: () => ({ reason: "wrong" }),
  voidContentReuse: () => ({ reason: "wrong" }),
};

/** Filters that must find what they narrow a list to; any other narrows it to nothing. */
const needsIts = new Set([
  "listEnrollments program_id",
  "listAdjustments conversion_id",
  "getSeriesEffect post_id",
  "getCreatorFit profile_id",
]);

/** What an answer comes to; each order of a batch has an answer of its own. */
function outcomeOf(endpoint: Endpoint, reply: { status: number; body: unknown }): string {
  const { data } = reply.body as { data?: { problem?: { status: number } }[] };
  if (reply.status === 200 && data?.length === 0) return "an empty list";
  const status = endpoint.id === "createConversions" ? data?.[0]?.problem?.status : reply.status;
  const text = JSON.stringify(reply.body);
  return status === 404 && /There is no [\w -]+ with the id \w+ in this workspace/.test(text) ? "not found" : `${reply.status}: ${text}`;
}

const cases = routes
  .map((route): Endpoint => route.endpoint)
  .filter((endpoint) => endpoint.access !== "public")
  .flatMap((endpoint) =>
    idPlaces(endpoint).map(
      (place) => [`${endpoint.method} ${endpoint.path}`, `${place.part}.${place.path.join(".")}`, { endpoint, place }] as const,
    ),
  );

/** What an endpoint must be asked with besides its ids. */
const neededQueries: Readonly<Record<string, () => Record<string, string>>> = {
  getSeriesEffect: () => ({ post_id: mine.first.get("pos")! }),
  getPlatformAdvice: () => ({ goal: "awareness" }),
};

/** The request with every id of one's own but one. */
function requestOf(endpoint: Endpoint, place: IdPlace, id: string): { url: string; body: unknown } {
  const own = idPlaces(endpoint).filter(({ part }) => part === "params");
  const ids = new Map(own.map(({ path, prefix }) => [path[0]!, mine.first.get(prefix)!]));
  if (place.part === "params") ids.set(place.path[0]!, id);
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => ids.get(name)!);
  const query = new URLSearchParams(
    endpoint.id in neededQueries
      ? neededQueries[endpoint.id]!()
      : /reports|comparison/.test(path)
        ? { from: "2026-04-01", to: "2026-06-01" }
        : {},
  );
  if (endpoint.id === "uploadImport") query.set("kind", "orders");
  if (place.part === "query") query.set(place.path[0]!, id);
  const plain = bodies[endpoint.id]?.() ?? (endpoint.body === undefined ? undefined : {});
  const body = place.part !== "body" ? plain : withPlace("since" in Object(plain) ? {} : plain, place.path, id);
  return { url: query.size === 0 ? path : `${path}?${query.toString()}`, body };
}

describe("an id of another workspace", () => {
  test("is a real one for every kind that an endpoint takes", () => {
    const asked = [...new Set(cases.map(([, , { place }]) => place.prefix))].toSorted();
    expect(asked.length).toBeGreaterThan(20);
    for (const { first } of [mine, theirs]) expect(asked.filter((prefix) => !first.has(prefix))).toEqual([]);
  });

  test.each(cases)(
    "%s with it as %s: not found, as a filter an empty list, and no word of what it is",
    async (_name, _place, { endpoint, place }) => {
      const id = theirs.first.get(place.prefix)!;
      const { url, body } = requestOf(endpoint, place, id);
      expect(endpoint.body?.safeParse(body).error).toBeUndefined();
      const headers: Record<string, string> = endpoint.rawBody === undefined ? {} : { "content-type": "text/csv" };
      const reply = await mine.w.call(endpoint.method, url, body, headers);
      const text = JSON.stringify(reply.body);
      const isFilter = endpoint.method === "GET" && place.part === "query" && !needsIts.has(`${endpoint.id} ${place.path.join(".")}`);
      expect(outcomeOf(endpoint, reply)).toBe(isFilter ? "an empty list" : "not found");
      expect(text).not.toMatch(/zulu/i);
      expect([...theirs.all].filter((other) => other !== id && text.includes(other))).toEqual([]);
    },
  );

  test("in the workspace header of a signed-in person is not found", async () => {
    const reply = await t.app.inject({ url: "/v1/stores", headers: { "vouch-workspace": theirs.w.publicId } });
    expect(reply.statusCode).toBe(401);
  });
});

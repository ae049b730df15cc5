import type { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context, WorkspaceContext } from "../context.ts";
import { sha256 } from "../crypto/secrets.ts";
import { invalidInput, notFound, platformProblems } from "../problems/platform-problems.ts";
import { Problem } from "../problems/problem.ts";
import type { Download, Endpoint, KeptBody, Scope } from "../schema/endpoint.ts";
import { askedTable, tableDownload } from "../tables/table-download.ts";
import { openGroup, type Group, type GroupWork } from "./group-commit.ts";
import { once } from "./idempotency.ts";
import type { Input, Principal, Route } from "./route.ts";
import { unstorableTexts, validate } from "./validate.ts";

/** What a request may do in its workspace, as the features of members and keys say. */
export interface Admission {
  readonly principal: Principal;
  readonly workspaceId: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** A request as it came, for whoever finds out who sent it. */
export type IncomingRequest = Pick<FastifyRequest, "headers">;

/** How the server asks who sends a request and what they may do, without knowing the features that answer. */
export interface Gatekeeper {
  /** Who sends this request; undefined for nobody. */
  principal(request: IncomingRequest): Promise<Principal | undefined>;
  /** Their place in the workspace that the request names. @throws Problem when there is none */
  admit(request: IncomingRequest, principal: Principal): Promise<Admission>;
}

export interface Binding {
  readonly ctx: Context;
  readonly gatekeeper: Gatekeeper;
  /** Checks every answer against its contract: on in tests, off where speed counts. */
  readonly checkAnswers: boolean;
}

type AnyInput = Input<unknown, unknown, unknown>;

/** What an input is read from. */
type Asking = Pick<FastifyRequest, "params" | "query" | "body" | "headers">;

const rawBodyOf = (endpoint: Endpoint, request: Asking): unknown =>
  endpoint.rawBody?.keep === true ? request.body : (request.body ?? Buffer.alloc(0));

function parseInput(endpoint: Endpoint, request: Asking): AnyInput {
  const texts = [...unstorableTexts(request.query), ...(endpoint.rawBody === undefined ? unstorableTexts(request.body) : [])];
  if (texts.length > 0) throw invalidInput(texts);
  const params = validate(endpoint.params, request.params);
  if (params.errors.length > 0) throw notFound("such thing", Object.values(request.params as object).join("/"));
  const query = validate(endpoint.query, request.query);
  const body = endpoint.rawBody === undefined ? validate(endpoint.body, request.body) : { value: rawBodyOf(endpoint, request), errors: [] };
  const errors = [...query.errors, ...body.errors];
  if (errors.length > 0) throw invalidInput(errors);
  return { params: params.value, query: query.value, body: body.value, headers: request.headers };
}

function refuseCrossSite(request: FastifyRequest, principal: Principal): void {
  const reads = request.method === "GET" || request.method === "HEAD";
  if (principal.kind === "user" && !reads && request.headers["x-vouch-csrf"] !== "1")
    throw new Problem(platformProblems["cross-site-request"], "A signed-in browser must send the header x-vouch-csrf: 1 with every write.");
}

async function contextFor(binding: Binding, endpoint: Endpoint, request: FastifyRequest): Promise<Context & { requestId: string }> {
  const ctx = { ...binding.ctx, log: request.log as Context["log"], requestId: request.id };
  if (endpoint.access === "public") return ctx;
  const principal = await binding.gatekeeper.principal(request);
  if (principal === undefined)
    throw new Problem(platformProblems["not-signed-in"], "Sign in, or send an API key as Authorization: Bearer vouch_...");
  refuseCrossSite(request, principal);
  if (endpoint.access === "signed-in") return { ...ctx, principal } as Context & { requestId: string };
  const admission = await binding.gatekeeper.admit(request, principal);
  if (!admission.scopes.has(endpoint.access))
    throw new Problem(platformProblems["not-allowed"], `This needs the scope ${endpoint.access}, which your role or key does not have.`);
  const within: WorkspaceContext & { requestId: string } = {
    ...ctx,
    workspaceId: admission.workspaceId,
    actor: { kind: principal.kind, id: principal.id },
    scopes: admission.scopes,
  };
  return within;
}

const idempotencyKey = (endpoint: Endpoint, request: FastifyRequest): string | undefined => {
  const header = request.headers["idempotency-key"];
  return endpoint.creates === true && typeof header === "string" && endpoint.access !== "public" && endpoint.access !== "signed-in"
    ? header
    : undefined;
};

/** A large raw body goes to the file store before anything else happens; the handler gets what was kept. */
async function withKeptBody(ctx: Context, endpoint: Endpoint, input: AnyInput): Promise<AnyInput> {
  if (endpoint.rawBody?.keep !== true) return input;
  const { maxBytes } = endpoint.rawBody;
  const kept = input.body === undefined ? undefined : await ctx.files.write(input.body as Readable, maxBytes);
  if (kept?.kind === "too-large")
    throw new Problem(platformProblems["body-too-large"], `The file is larger than ${maxBytes} bytes. Split it.`);
  if (kept === undefined || kept.sizeBytes === 0)
    throw new Problem(platformProblems["malformed-body"], "The body is empty: send the file's bytes.");
  const body: KeptBody = { sha256: kept.sha256, sizeBytes: kept.sizeBytes };
  return { ...input, body };
}

/** What an idempotency key stands for: raw bytes by their digest. */
function identity(endpoint: Endpoint, request: FastifyRequest, input: AnyInput): unknown {
  const params = { ...(request.params as object) };
  const query = { ...(request.query as object) };
  if (endpoint.rawBody === undefined) return { params, body: request.body };
  const digest = Buffer.isBuffer(input.body) ? sha256(input.body) : (input.body as KeptBody).sha256;
  return { params, query, body: digest.toString("hex") };
}

function sendDownload(reply: FastifyReply, download: Download): unknown {
  void reply.type(download.mediaType);
  if (download.fileName !== undefined)
    void reply.header("content-disposition", `attachment; filename="${download.fileName.replaceAll(/[^\w.-]/g, "_")}"`);
  return reply.send(download.body);
}

/** Requests that may wait for one another are answered by their group. */
async function answerTogether(mounted: Mounted, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { binding, group, endpoint } = mounted;
  const ctx = (await contextFor(binding, endpoint, request)) as unknown as WorkspaceContext;
  const input = parseInput(endpoint, request);
  const kept = await group(ctx, { input, key: idempotencyKey(endpoint, request), identity: () => identity(endpoint, request, input) });
  if (kept.replayed) void reply.header("idempotency-replayed", "true");
  if (binding.checkAnswers) endpoint.output.parse(kept.response);
  return reply.status(kept.status).send(kept.response);
}

interface Mounted {
  readonly binding: Binding;
  readonly endpoint: Endpoint;
  readonly group: Group;
}

/** One table of the answer as a file, where the request asks for that; undefined where it does not. */
async function answerTable(binding: Binding, { endpoint, handle }: Route, ctx: Context, request: FastifyRequest) {
  const table = askedTable(endpoint, request.headers.accept, request.query);
  if (table === undefined) return undefined;
  const { params, body, headers } = request;
  const input = parseInput(endpoint, { params, body, headers, query: table.query });
  return tableDownload(table.asked, input.query ?? {}, async (query) => {
    const result = await handle(ctx as never, { ...input, query } as never);
    if (binding.checkAnswers) endpoint.output.parse(result);
    return result;
  });
}

async function answer(binding: Binding, { endpoint, handle }: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const ctx = await contextFor(binding, endpoint, request);
  const table = await answerTable(binding, { endpoint, handle }, ctx, request);
  if (table !== undefined) return sendDownload(reply, table);
  const input = await withKeptBody(ctx, endpoint, parseInput(endpoint, request));
  const work = (within: Context) => handle(within as never, input as never);
  const status = endpoint.status ?? 200;
  const key = idempotencyKey(endpoint, request);
  if (key !== undefined) {
    const kept = await once(
      ctx as unknown as WorkspaceContext,
      { key, endpoint: endpoint.id, status, input: identity(endpoint, request, input) },
      work,
    );
    if (kept.replayed) void reply.header("idempotency-replayed", "true");
    return reply.status(kept.status).send(kept.response);
  }
  const result = await work(ctx);
  void reply.status(status);
  if (endpoint.download !== undefined) return sendDownload(reply, result as Download);
  if (status === 204) return reply.send();
  if (binding.checkAnswers) endpoint.output.parse(result);
  return reply.send(result);
}

function handlerOf(each: Route, binding: Binding): (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> {
  const { endpoint, handleTogether } = each;
  if (handleTogether === undefined) return (request, reply) => answer(binding, each, request, reply);
  const mounted = { binding, endpoint, group: openGroup(endpoint, handleTogether as GroupWork) };
  return (request, reply) => answerTogether(mounted, request, reply);
}

const limitOf = ({ perMinute }: Endpoint) => (perMinute === undefined ? {} : { rateLimit: { max: perMinute, timeWindow: "1 minute" } });

function mount(app: FastifyInstance, each: Route, binding: Binding): void {
  const { endpoint } = each;
  app.route({
    method: endpoint.method,
    url: endpoint.path.replaceAll(/\{(\w+)\}/g, ":$1"),
    bodyLimit: endpoint.rawBody?.maxBytes ?? endpoint.maxBodyBytes ?? 256 * 1024,
    config: { endpoint, ...limitOf(endpoint) },
    handler: handlerOf(each, binding),
  });
}

/** A raw body is read by its own parser, in a scope of its own: JSON among the media types is not parsed either. */
function mountRaw(app: FastifyInstance, each: Route, rawBody: NonNullable<Endpoint["rawBody"]>, binding: Binding): void {
  const mediaTypes = [...rawBody.mediaTypes];
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    if (rawBody.keep === true) scope.addContentTypeParser(mediaTypes, (_request, payload, done) => done(null, payload));
    else scope.addContentTypeParser(mediaTypes, { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    mount(scope, each, binding);
  });
}

/** Mounts every route on the server. */
export function bindRoutes(app: FastifyInstance, routes: readonly Route[], binding: Binding): void {
  for (const each of routes) {
    const { rawBody } = each.endpoint;
    if (rawBody === undefined) mount(app, each, binding);
    else mountRaw(app, each, rawBody, binding);
  }
}

declare module "fastify" {
  interface FastifyContextConfig {
    endpoint?: Endpoint;
  }
}

import { sql } from "kysely";
import { nowAt, type WorkspaceContext } from "../context.ts";
import { inTransaction, isConflict, isSerializationFailure, triedAgain } from "../db/database.ts";
import { isDatabaseAway } from "../db/database-away.ts";
import { bytesText, recordset } from "../db/recordset.ts";
import { Problem } from "../problems/problem.ts";
import type { Endpoint } from "../schema/endpoint.ts";
import { KeyTaken, replayOf, requestHashOf, type Kept, type KeyedRequest } from "./idempotency.ts";
import type { Input } from "./route.ts";

type AnyInput = Input<unknown, unknown, unknown>;

/** What one request brings to its group. */
export interface GroupedRequest {
  readonly input: AnyInput;
  /** Its idempotency key; undefined for none. */
  readonly key: string | undefined;
  /** What the key stands for; read only where there is a key. */
  readonly identity: () => unknown;
}

/** Answers many requests of one workspace in the transaction of `ctx`; each by its answer or its problem. */
export type GroupWork = (ctx: WorkspaceContext, inputs: readonly AnyInput[]) => Promise<readonly unknown[]>;

/** Hands a request to its group and waits for its answer. */
export type Group = (ctx: WorkspaceContext, request: GroupedRequest) => Promise<Kept>;

interface Waiting {
  readonly ctx: WorkspaceContext;
  readonly request: GroupedRequest;
  readonly keyed: (KeyedRequest & { readonly hash: Buffer }) | undefined;
  readonly resolve: (kept: Kept) => void;
  readonly reject: (reason: unknown) => void;
}

/** The requests of one workspace. */
interface Line {
  readonly waiting: Waiting[];
  /** transactions under way */
  running: number;
  /** groups still to come that look their keys up first */
  care: number;
}

/** A member's fate: its answer, or why it alone was refused. */
type Fate = Kept | Problem;

const mostTogether = 256;
/** Two transactions of one workspace at a time: while the server works on one, this process prepares the next. */
const mostAtOnce = 2;

const keyColumns = recordset<{ key: string; request_hash: string; status: number; response: string }>({
  key: "text",
  request_hash: "bytea",
  status: "int",
  response: "text",
});

async function loadKept(ctx: WorkspaceContext, members: readonly Waiting[]): Promise<Map<string, Parameters<typeof replayOf>[0]>> {
  const keys = members.map((member) => member.keyed?.key).filter((key) => key !== undefined);
  if (keys.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom("idempotency_keys")
    .selectAll()
    .where("workspace_id", "=", ctx.workspaceId)
    .where("key", "=", sql<string>`any(${keys}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.key, row]));
}

const attempt = (work: () => Kept): Fate => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
};

/**
 * Keeps the answers in a fixed order. Of two transactions with one key the second waits here for the first, and is then given up by the
 * server. @throws KeyTaken
 */
async function keepAnswers(ctx: WorkspaceContext, endpoint: Endpoint, answered: readonly { member: Waiting; fate: Fate }[]): Promise<void> {
  const rows = answered.flatMap(({ member, fate }) =>
    member.keyed === undefined || fate instanceof Problem
      ? []
      : [
          {
            key: member.keyed.key,
            request_hash: bytesText(member.keyed.hash),
            status: fate.status,
            response: JSON.stringify(fate.response ?? null),
          },
        ],
  );
  if (rows.length === 0) return;
  try {
    await sql`insert into idempotency_keys (workspace_id, key, endpoint, request_hash, status, response, created_at)
      select ${ctx.workspaceId}, r.key, ${endpoint.id}, r.request_hash, r.status, r.response::jsonb, ${nowAt(ctx)} from ${keyColumns.of(rows)}
      order by r.key`.execute(ctx.db);
  } catch (error) {
    throw isConflict(error, "idempotency_keys_pkey") ? new KeyTaken() : error;
  }
}

/**
 * Carries one group out in one transaction.
 *
 * @param looksFirst whether keys are looked up before the work. Most are new: then a group does without, and is given up when one was not.
 * @throws KeyTaken when the keys must be looked up first
 */
async function carryOut(endpoint: Endpoint, work: GroupWork, members: readonly Waiting[], looksFirst: boolean): Promise<Fate[]> {
  const { fates, keeping } = await inTransaction(members[0]!.ctx, async (ctx) => {
    const kept = looksFirst ? await loadKept(ctx, members) : new Map();
    const fates = new Map<Waiting, Fate>();
    for (const member of members) {
      const before = member.keyed === undefined ? undefined : kept.get(member.keyed.key);
      if (before !== undefined)
        fates.set(
          member,
          attempt(() => replayOf(before, member.keyed!, member.keyed!.hash)),
        );
    }
    const open = members.filter((member) => !fates.has(member));
    const answers =
      open.length === 0
        ? []
        : await work(
            ctx,
            open.map((member) => member.request.input),
          );
    const status = endpoint.status ?? 200;
    const answered = open.map((member, index) => {
      const response = answers[index];
      return { member, fate: response instanceof Problem ? response : { status, response, replayed: false } };
    });
    // What is refused may have been sent before under its key, which then says more than the refusal.
    if (!looksFirst && answered.some(({ member, fate }) => member.keyed !== undefined && fate instanceof Problem)) throw new KeyTaken();
    for (const { member, fate } of answered) fates.set(member, fate);
    // Sent in one piece with the commit, which rolls back where a key is taken.
    const keeping = keepAnswers(ctx, endpoint, answered);
    keeping.catch(() => {});
    return { fates, keeping };
  });
  await keeping;
  return members.map((member) => fates.get(member)!);
}

const passesForOne = (error: unknown): boolean => error instanceof KeyTaken || isSerializationFailure(error);

async function carryOutAlone(endpoint: Endpoint, work: GroupWork, member: Waiting): Promise<void> {
  try {
    const [fate] = await triedAgain(() => carryOut(endpoint, work, [member], true), passesForOne);
    settle(member, fate!);
  } catch (error) {
    member.reject(error);
  }
}

function settle(member: Waiting, fate: Fate): void {
  if (fate instanceof Problem) member.reject(fate);
  else member.resolve(fate);
}

/** Whether the database is away or full: then no request is at fault, and trying them one by one would only make all of them wait. */
const isOutage = (error: unknown): boolean => isDatabaseAway(error) || /^5[38]/.test((error as { code?: string }).code ?? "");

/** Groups in a row that look keys up first after one was found that had been used before: such requests come many at a time. */
const careFor = 16;

/** Carries a group out as carefully as its line asks, and says how carefully the next are to be. */
async function fatesOf(endpoint: Endpoint, work: GroupWork, members: readonly Waiting[], line: Line): Promise<Fate[]> {
  if (line.care === 0)
    try {
      return await carryOut(endpoint, work, members, false);
    } catch (error) {
      if (!(error instanceof KeyTaken)) throw error;
      line.care = careFor;
    }
  const fates = await carryOut(endpoint, work, members, true);
  line.care = fates.some((fate) => fate instanceof Problem || fate.replayed) ? careFor : line.care - 1;
  return fates;
}

/** When a group fails, its requests are tried one by one, so that one bad request does not fail the others. */
async function carryOutGroup(endpoint: Endpoint, work: GroupWork, members: readonly Waiting[], line: Line): Promise<void> {
  if (members.length === 1) return carryOutAlone(endpoint, work, members[0]!);
  try {
    const fates = await fatesOf(endpoint, work, members, line);
    for (const [index, member] of members.entries()) settle(member, fates[index]!);
  } catch (error) {
    if (isOutage(error)) for (const member of members) member.reject(error);
    else for (const member of members) await carryOutAlone(endpoint, work, member);
  }
}

/** Takes waiting requests, up to the limit and each idempotency key once: a second request with a key waits for the first one's answer. */
function takeGroup(waiting: Waiting[]): Waiting[] {
  const taken: Waiting[] = [];
  const left: Waiting[] = [];
  const keys = new Set<string>();
  for (const member of waiting) {
    const key = member.keyed?.key;
    const isFree = taken.length < mostTogether && (key === undefined || !keys.has(key));
    (isFree ? taken : left).push(member);
    if (key !== undefined) keys.add(key);
  }
  waiting.splice(0, waiting.length, ...left);
  return taken;
}

/**
 * Collects the requests of each workspace that come while a transaction of that workspace is under way, and carries them out together in
 * the next one: nobody waits for a clock, and under load many share one commit. An answer leaves when its transaction is committed.
 */
export function openGroup(endpoint: Endpoint, work: GroupWork): Group {
  const lines = new Map<string, Line>();
  const next = (workspaceId: string): void => {
    const line = lines.get(workspaceId);
    if (line === undefined || line.running >= mostAtOnce) return;
    if (line.waiting.length === 0) {
      if (line.running === 0) lines.delete(workspaceId);
      return;
    }
    line.running++;
    void carryOutGroup(endpoint, work, takeGroup(line.waiting), line).finally(() => {
      line.running--;
      next(workspaceId);
    });
  };
  return (ctx, request) =>
    new Promise((resolve, reject) => {
      const keyed = keyedOf(endpoint, request);
      const line = lines.get(ctx.workspaceId) ?? { waiting: [], running: 0, care: 0 };
      lines.set(ctx.workspaceId, line);
      line.waiting.push({ ctx, request, keyed, resolve, reject });
      setImmediate(next, ctx.workspaceId);
    });
}

function keyedOf(endpoint: Endpoint, request: GroupedRequest): Waiting["keyed"] {
  if (request.key === undefined) return undefined;
  const keyed = { key: request.key, endpoint: endpoint.id, status: endpoint.status ?? 200, input: request.identity() };
  return { ...keyed, hash: requestHashOf(keyed) };
}

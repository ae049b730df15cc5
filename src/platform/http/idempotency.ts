import { sql } from "kysely";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { nowAt, type WorkspaceContext } from "../context.ts";
import { sameBytes, sha256 } from "../crypto/secrets.ts";
import { inTransaction, lockOn } from "../db/database.ts";
import { invalidInput, platformProblems } from "../problems/platform-problems.ts";
import { Problem } from "../problems/problem.ts";

/** What was answered, and whether it was answered before. */
export interface Kept {
  readonly status: number;
  readonly response: unknown;
  readonly replayed: boolean;
}

/** A request under an idempotency key. */
export interface KeyedRequest {
  readonly key: string;
  readonly endpoint: string;
  readonly status: number;
  readonly input: unknown;
}

const keyForm = /^[\x21-\x7e]{1,255}$/;

/** What a key stands for. @throws Problem when the key is no key */
export function requestHashOf(request: KeyedRequest): Buffer {
  if (!keyForm.test(request.key))
    throw invalidInput([{ pointer: "/Idempotency-Key", detail: "Idempotency-Key must be 1 to 255 visible ASCII characters" }]);
  return sha256(canonicalJson({ endpoint: request.endpoint, input: request.input ?? null }));
}

/** The answer that was given before. @throws Problem when the key was used for another request */
export function replayOf(
  kept: {
    readonly endpoint: string;
    readonly request_hash: Buffer;
    readonly status: number;
    readonly response: unknown;
    readonly created_at: Date;
  },
  request: KeyedRequest,
  requestHash: Buffer,
): Kept {
  if (kept.endpoint !== request.endpoint || !sameBytes(kept.request_hash, requestHash))
    throw new Problem(
      platformProblems["idempotency-key-reused"],
      `The Idempotency-Key was used at ${kept.created_at.toISOString()} for ${kept.endpoint} with another body. Use a new key for a new request.`,
    );
  return { status: kept.status, response: kept.response, replayed: true };
}

/** Thrown when another transaction answered under the key meanwhile: this one rolls back, and the other one's answer is replayed. */
export class KeyTaken extends Error {}

async function runOnce(
  ctx: WorkspaceContext,
  request: KeyedRequest,
  requestHash: Buffer,
  work: (ctx: WorkspaceContext) => Promise<unknown>,
): Promise<Kept> {
  return inTransaction(ctx, async (within) => {
    await lockOn(within.db, `idempotency ${within.workspaceId} ${request.key}`);
    const kept = await within.db
      .selectFrom("idempotency_keys")
      .selectAll()
      .where("workspace_id", "=", within.workspaceId)
      .where("key", "=", request.key)
      .executeTakeFirst();
    if (kept !== undefined) return replayOf(kept, request, requestHash);
    const response = await work(within);
    const { numInsertedOrUpdatedRows } = await within.db
      .insertInto("idempotency_keys")
      .values({
        workspace_id: within.workspaceId,
        key: request.key,
        endpoint: request.endpoint,
        request_hash: requestHash,
        status: request.status,
        // What is answered is JSON already: no amount among it is a bigint.
        response: sql`${JSON.stringify(response ?? null)}::jsonb`,
        created_at: nowAt(within),
      })
      .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) throw new KeyTaken();
    return { status: request.status, response, replayed: false };
  });
}

/**
 * Runs `work` once for each idempotency key of a workspace. The answer is stored in the transaction of its effects, beside a hash of the
 * request: the same key and request replay the answer, the same key with another request is refused, and two at once run one after the other.
 */
export async function once(ctx: WorkspaceContext, request: KeyedRequest, work: (ctx: WorkspaceContext) => Promise<unknown>): Promise<Kept> {
  const requestHash = requestHashOf(request);
  try {
    return await runOnce(ctx, request, requestHash, work);
  } catch (error) {
    // Whoever answers in groups takes no lock.
    if (!(error instanceof KeyTaken)) throw error;
    return runOnce(ctx, request, requestHash, work);
  }
}

/**
 * Takes everything but the id out of answers that are kept for repeated requests and say one of some texts: who repeats such a request is told that
 * it was done, and what it made, without the words.
 *
 * @param texts as they stand in JSON: an id, an address, or a name within its quotation marks; capitals do not matter.
 */
export async function eraseAnswers(within: WorkspaceContext, texts: readonly string[]): Promise<void> {
  await sql`update idempotency_keys set response = jsonb_build_object('erased', true)
      || case when jsonb_typeof(response -> 'id') = 'string' then jsonb_build_object('id', response -> 'id') else '{}'::jsonb end
    where workspace_id = ${within.workspaceId}
      and exists (select from unnest(${[...texts]}::text[]) t (said) where position(lower(t.said) in lower(response::text)) > 0)`.execute(
    within.db,
  );
}

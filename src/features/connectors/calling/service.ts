import type { WorkspaceContext } from "../../../platform/context.ts";
import { askOutside } from "../../../platform/outgoing/guarded-fetch.ts";
import { retryAfter } from "../faults/back-off.ts";
import { metaUsage, type MetaUsage } from "../faults/meta-usage.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { platformNames, platformRoot, type ConnectedPlatform } from "../platforms.ts";
import type { CallName } from "../quota/quotas.ts";
import { countCall, quotaIsGone } from "../quota/service.ts";

const timeoutMs = 20_000;
const mostClockDifferenceS = 300;

/** A connection that is being asked through: every call goes over it and is counted, timed and guarded. */
export interface Line {
  readonly ctx: WorkspaceContext;
  readonly platform: ConnectedPlatform;
  /** The root of the interface, with a slash at the end. */
  readonly root: string;
  /** The key or the token. */
  readonly secret: string;
  /** Whether the token is of the account's owner, who signed in. */
  readonly isOwners: boolean;
  /** How far the platform's clock was ahead of ours when it answered last, in seconds, where it is more than five minutes. */
  clockAheadS: number | null;
  /** How much of its allowance is used, as the platform said last; undefined: it does not say. */
  usage: MetaUsage | undefined;
  /** Counts a call. @throws PlatformFault of kind quota where too little is left */
  count(call: CallName): Promise<void>;
  /** Notes that the platform's quota is used up, and says so. */
  exhausted(call: CallName): Promise<PlatformFault>;
}

/** What a connection is asked through with; a key that is only being tried belongs to no connection yet and is not counted. */
export function openLine(
  ctx: WorkspaceContext,
  { id, platform, secret }: { readonly id: string | undefined; readonly platform: ConnectedPlatform; readonly secret: string },
): Line {
  return {
    ...{ ctx, platform, secret, isOwners: false, root: platformRoot(platform, ctx.platformStandIn), clockAheadS: null, usage: undefined },
    count: async (call) => (id === undefined ? undefined : countCall(ctx, id, call)),
    exhausted: async (call) =>
      id === undefined ? new PlatformFault("quota", "The quota of this key is used up.") : quotaIsGone(ctx, id, call),
  };
}

function noteClock(line: Line, reply: Response): void {
  const saidMs = Date.parse(reply.headers.get("date") ?? "");
  if (Number.isNaN(saidMs)) return;
  const aheadS = Math.round((saidMs - line.ctx.now()) / 1_000);
  line.clockAheadS = Math.abs(aheadS) > mostClockDifferenceS ? aheadS : null;
}

const noteUsage = (line: Line, { headers }: Response): void => {
  line.usage = metaUsage(headers.get("x-app-usage"), headers.get("x-business-use-case-usage")) ?? line.usage;
};

/** What is asked. */
export interface Question {
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
}

/**
 * Asks the platform once.
 *
 * @throws PlatformFault of kind busy where it does not answer, answers with a fault of its own or asks to be left alone
 */
export async function ask(line: Line, url: string, question: Question = {}): Promise<Response> {
  const name = platformNames[line.platform];
  const allowPrivate = line.ctx.platformStandIn !== undefined;
  const reply = await askOutside(url, { ...question, timeoutMs, allowPrivate }).catch((error: unknown) => {
    line.ctx.log.info({ err: error, platform: line.platform }, "a platform did not answer");
    throw new PlatformFault("busy", `${name} did not answer.`);
  });
  noteClock(line, reply);
  noteUsage(line, reply);
  if (reply.status < 500 && reply.status !== 429) return reply;
  await reply.body?.cancel();
  const wait = retryAfter(reply.headers.get("retry-after"), line.ctx.now()) ?? line.usage?.waitMs;
  throw new PlatformFault(
    "busy",
    reply.status === 429 ? `${name} asks to be asked less often.` : `${name} answered ${reply.status}: it has a fault of its own.`,
    wait,
  );
}

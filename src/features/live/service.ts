import { PassThrough, type Readable } from "node:stream";
import type { WorkspaceContext } from "../../platform/context.ts";
import { platformProblems } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import type { Download } from "../../platform/schema/endpoint.ts";

/** So that somebody who may no longer look stops hearing soon. */
const longestMs = 5 * 60_000;
/** Proxies end what is silent for a minute. */
const beatEveryMs = 20_000;
/** Of one workspace in this process; each is an open connection. */
const mostStreams = 200;

const openStreams = new Map<string, number>();

function countStream(workspaceId: string, by: 1 | -1): void {
  const now = (openStreams.get(workspaceId) ?? 0) + by;
  if (now === 0) openStreams.delete(workspaceId);
  else openStreams.set(workspaceId, now);
}

function eventStream(ctx: WorkspaceContext): Readable {
  const stream = new PassThrough();
  // A page that reads too slowly needs no second word of the same.
  const say = (text: string): void => void (stream.writableNeedDrain || stream.write(text));
  say("retry: 3000\n\n");
  const stop = ctx.changes.watch(ctx.workspaceId, () => say("event: changed\ndata: {}\n\n"));
  const beat = setInterval(() => say(": \n\n"), beatEveryMs);
  const end = setTimeout(() => stream.end(), longestMs);
  countStream(ctx.workspaceId, 1);
  stream.once("close", () => {
    stop();
    clearInterval(beat);
    clearTimeout(end);
    countStream(ctx.workspaceId, -1);
  });
  return stream;
}

/** A stream that says when something changes in the workspace. @throws Problem unavailable */
export function changeStream(ctx: WorkspaceContext): Promise<Download> {
  if ((openStreams.get(ctx.workspaceId) ?? 0) >= mostStreams)
    throw new Problem(platformProblems.unavailable, `${mostStreams} pages of this workspace are told of changes already. Ask by yourself.`);
  return Promise.resolve({ mediaType: "text/event-stream", body: eventStream(ctx) });
}

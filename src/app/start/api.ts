import { openHttpApi } from "../http-api.ts";
import { builtFiles } from "../installation/installation.ts";
import type { Runtime } from "../installation/runtime.ts";

/** Something that listens. `close` lets what is under way end. */
export type Listening = { port: number; close(): Promise<void> };

/** Starts the HTTP API and the web app; where the edge runs beside it, the sample shop too. */
export async function startApi({ installation, ctx }: Runtime, port: number, edgeUrl?: string): Promise<Listening> {
  const { host, trustedProxies = [], requestsPerMinute } = installation.config;
  const app = await openHttpApi({
    ctx,
    trustedProxies,
    requestsPerMinute,
    checkAnswers: false,
    ...builtFiles(),
    ...(edgeUrl === undefined ? {} : { edgeUrl }),
  });
  await app.listen({ host, port });
  return { port: (app.server.address() as { port: number }).port, close: () => app.close() };
}

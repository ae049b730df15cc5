import type { DatabaseUrls, Installation } from "../installation/installation.ts";
import { openRuntime, publicUrlOf, type Runtime } from "../installation/runtime.ts";
import type { Shutdown } from "../installation/shutdown.ts";

/** Opens the connections and the context. */
export function openConnections(installation: Installation, urls: DatabaseUrls, port: number, shutdown: Shutdown): Promise<Runtime> {
  const open = async (): Promise<Runtime> => openRuntime(installation, urls, publicUrlOf(installation, port));
  return shutdown.open("connections", open, (runtime) => runtime.close());
}

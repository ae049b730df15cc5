import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Registry } from "prom-client";

/** The probes and metrics of one of the edge's processes, on a port of their own that the public never reaches. */
export type AdminServer = { port: number; close: () => Promise<void> };

/** @param options.trouble what keeps this process from doing its work; empty when it is ready */
export async function openAdminServer(options: {
  host: string;
  port: number;
  registry: Registry;
  trouble: () => string[];
}): Promise<AdminServer> {
  const server = createServer((request, response) => {
    const send = (status: number, type: string, body: string): void => void response.writeHead(status, ["Content-Type", type]).end(body);
    if (request.url === "/health") return send(200, "application/json", '{"status":"ok"}');
    if (request.url === "/ready") {
      const trouble = options.trouble();
      return send(
        trouble.length === 0 ? 200 : 503,
        "application/json",
        JSON.stringify({ status: trouble.length === 0 ? "ready" : "not ready", trouble }),
      );
    }
    if (request.url !== "/metrics") return send(404, "text/plain", "not found\n");
    void options.registry.metrics().then(
      (text) => send(200, options.registry.contentType, text),
      () => send(500, "text/plain", "metrics failed\n"),
    );
  });
  await listen(server, options);
  return { port: portOf(server), close: () => closeServer(server) };
}

/** Listens, or says why it cannot. */
export const listen = (server: Server, at: { host: string; port: number }): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(at.port, at.host, () => {
      server.off("error", reject);
      resolve();
    });
  });

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openLinkTail } from "../src/edge/links/link-tail.ts";
import { tableBytes } from "../src/edge/links/link-table.ts";
import type { BenchRow } from "./bench-row.ts";
import { writeBenchLinks } from "./edge-world.ts";

/** Memory and loading time of the listener's links, from the files that it reads at its start. */
export async function run(links = 1_000_000): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "vouch-bench-"));
  await writeBenchLinks(folder, links);
  const before = process.memoryUsage();
  const startedAt = performance.now();
  const tail = openLinkTail({
    folder: path.join(folder, "links"),
    edgeId: Buffer.alloc(16),
    onError: (error) => process.stderr.write(`${error.message}\n`),
  });
  while (tail.book === undefined) {
    tail.poll();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const table = tableBytes(tail.book.table) / links;
  const process_ = (process.memoryUsage().rss - before.rss) / links;
  tail.close();
  rmSync(folder, { recursive: true, force: true });
  const detail = `${links} links loaded in ${seconds.toFixed(1)} s, resident memory grew by ${process_.toFixed(0)} bytes a link`;
  return [{ name: "links in memory", asked: "< 200 (10 M links in 2 GB)", measured: table, unit: "bytes a link", detail }];
}

import { collectDefaultMetrics, Counter, Registry } from "prom-client";
import { tableBytes } from "../links/link-table.ts";
import { addGauge, addTotal } from "../metric-readings.ts";
import { answerKinds, type ListenerContext } from "./listener-context.ts";

/** The metrics of a listener, read from its plain counters when somebody asks. */
export function listenerMetrics(ctx: ListenerContext): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  countRequests(registry, ctx);
  countSpool(registry, ctx);
  const links = (): number => ctx.links.book?.table.links ?? 0;
  addGauge(registry, { name: "vouch_links", help: "Links that this edge can redirect to.", read: links });
  addGauge(registry, {
    name: "vouch_links_bytes",
    help: "Memory of the table of links.",
    read: () => (ctx.links.book === undefined ? 0 : tableBytes(ctx.links.book.table)),
  });
  addGauge(registry, {
    name: "vouch_links_generation",
    help: "Generation of the link files in use; 0 before the first.",
    read: () => ctx.links.generation,
  });
  return registry;
}

function countRequests(registry: Registry, ctx: ListenerContext): void {
  const counter = new Counter({
    name: "vouch_edge_answers_total",
    help: "Answers by kind.",
    labelNames: ["kind"],
    registers: [registry],
    collect() {
      counter.reset();
      for (const kind of answerKinds)
        counter.inc({ kind: kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) }, ctx.counts[kind]);
    },
  });
}

function countSpool(registry: Registry, { spool }: ListenerContext): void {
  const { counts } = spool;
  const totals: readonly (readonly [name: string, help: string, read: () => number])[] = [
    ["vouch_spool_records_total", "Records written to the spool.", () => counts.records],
    ["vouch_spool_bytes_total", "Bytes written to the spool.", () => counts.bytes],
    ["vouch_spool_writes_total", "Writes; each carries all records of one turn of the event loop.", () => counts.writes],
    ["vouch_spool_syncs_total", "Times the disk was waited for.", () => counts.syncs],
    ["vouch_spool_write_errors_total", "Writes and syncs that the disk refused. Anything but 0 needs a person.", () => counts.writeErrors],
    ["vouch_spool_unwritten_records_total", "Records that were not on disk when their answer left.", () => counts.unwritten],
    ["vouch_spool_late_records_total", "Unwritten records that were written later.", () => counts.late],
    ["vouch_spool_dropped_records_total", "Unwritten records that were given up for lack of memory.", () => counts.dropped],
    ["vouch_spool_torn_bytes_total", "Bytes of a half-written tail cut at the start.", () => counts.tornBytes],
  ];
  for (const [name, help, read] of totals) addTotal(registry, { name, help, read });
}

import { statSync } from "node:fs";
import { collectDefaultMetrics, Registry } from "prom-client";
import { addGauge, addTotal } from "../metric-readings.ts";
import { listSegments } from "../spool/segment-files.ts";
import type { Pulling } from "../links/pull-links.ts";
import type { Shipping } from "./ship-spool.ts";

/** The metrics of a shipper, read from its plain counters when somebody asks. */
export function shipperMetrics(shipping: Shipping, pulling: Pulling): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { counts } = shipping;
  addTotal(registry, { name: "vouch_shipper_records_total", help: "Records copied to the database.", read: () => counts.records });
  addTotal(registry, { name: "vouch_shipper_batches_total", help: "Transactions in which they were copied.", read: () => counts.batches });
  addTotal(registry, {
    name: "vouch_shipper_refused_records_total",
    help: "Records that the database refused; they are in refused.frames. Anything but 0 needs a person.",
    read: () => counts.refused,
  });
  addTotal(registry, {
    name: "vouch_shipper_damaged_bytes_total",
    help: "Damaged bytes of the spool that were stepped over. Anything but 0 needs a person.",
    read: () => counts.lostBytes,
  });
  addTotal(registry, {
    name: "vouch_shipper_moved_batches_total",
    help: "Batches that found the database elsewhere in the spool. One that keeps growing needs a person.",
    read: () => counts.moved,
  });
  addTotal(registry, {
    name: "vouch_shipper_unknown_records_total",
    help: "Records of a kind that this version does not know.",
    read: () => counts.unknown,
  });
  addGauge(registry, {
    name: "vouch_shipper_lag_seconds",
    help: "Age of the time up to which all clicks are in the database.",
    read: () => (shipping.shippedToMs === undefined ? Number.NaN : (Date.now() - shipping.shippedToMs) / 1000),
  });
  addGauge(registry, {
    name: "vouch_shipper_waiting_bytes",
    help: "Bytes of the spool that are not in the database.",
    read: () => waitingBytes(shipping),
  });
  addGauge(registry, {
    name: "vouch_shipper_links_age_seconds",
    help: "Age of the last look at the database's links.",
    read: () => (pulling.lookedAtMs === undefined ? Number.NaN : (Date.now() - pulling.lookedAtMs) / 1000),
  });
  return registry;
}

function waitingBytes({ folder, position }: Shipping): number {
  const waiting = listSegments(folder).filter((segment) => position === undefined || segment.number >= position.segment);
  const sizes = waiting.map((segment) => statSync(segment.path, { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((sum, size) => sum + size, 0) - (position?.file?.offset ?? 0);
}

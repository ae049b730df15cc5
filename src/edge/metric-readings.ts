import { Counter, Gauge, type Registry } from "prom-client";

/** A number that is read when somebody asks for the metrics. */
export type Reading = { name: string; help: string; read: () => number };

/** Adds a number that may go up and down. */
export function addGauge(registry: Registry, { name, help, read }: Reading): void {
  const metric: Gauge = new Gauge({ name, help, registers: [registry], collect: () => metric.set(read()) });
}

/** Adds a number that only grows. */
export function addTotal(registry: Registry, { name, help, read }: Reading): void {
  const metric: Counter = new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      metric.reset();
      metric.inc(read());
    },
  });
}

import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";

/** The structured log: one JSON object a line. Pass the object first, the sentence second. */
export type Log = Logger;

/** How much is written, from everything to nothing. */
export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** Field names whose values never reach the log, at the top level and one level down: credentials and personal data. */
export const redactedFields =
  "authorization cookie set-cookie password secret token apiKey passphrase email name phone address ip userAgent body headers query".split(
    " ",
  );

const redactPaths = redactedFields.flatMap((field) => [`["${field}"]`, `*["${field}"]`]);

/**
 * Opens the log of one process.
 * Errors under `err` are written with type, message, code and stack; a database error's `detail` (it quotes row values) is left out.
 *
 * @param process which process writes, such as `api` or `edge-listener`; stands in every line as `process`
 * @param destination where lines go; missing means standard output
 */
export const openLog = (process: string, level: LogLevel, destination?: DestinationStream): Log =>
  pino(
    {
      level,
      base: { process },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redactPaths, censor: "[redacted]" },
      serializers: { err: describeError },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );

/** A log that drops every line, for code that is called without one. */
export const silentLog = (): Log => pino({ level: "silent" });

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = (error as { code?: unknown }).code;
  return { type: error.name, message: error.message, ...(code === undefined ? {} : { code }), stack: error.stack };
}

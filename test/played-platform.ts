import type { IncomingMessage } from "node:http";

/** A request as a platform got it. */
export interface Asked {
  readonly method: string;
  /** The path after the platform's name. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** What a platform answers. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

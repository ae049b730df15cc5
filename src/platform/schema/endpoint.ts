import type { z } from "zod";

/** What a key or a role may be allowed to do; `X:write` does not include `X:read`. */
export const scopes = [
  "workspace:read",
  "workspace:write",
  "members:write",
  "keys:write",
  "audit:read",
  "creators:read",
  "creators:write",
  "programs:read",
  "programs:write",
  "links:read",
  "links:write",
  "orders:read",
  "orders:write",
  "attribution:read",
  "attribution:write",
  "ledger:read",
  "ledger:write",
  "imports:read",
  "imports:write",
  "webhooks:read",
  "webhooks:write",
] as const;
export type Scope = (typeof scopes)[number];

type Schema = z.ZodType;

/** One endpoint as data: the server, the web client, the command line and the OpenAPI document all read this. */
export interface Endpoint<P extends Schema = Schema, Q extends Schema = Schema, B extends Schema = Schema, O extends Schema = Schema> {
  /** Verb and object, unique: becomes the OpenAPI operationId. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** `/v1/...` with `{name}` for parameters. */
  readonly path: string;
  /** The heading under which the documentation lists it. */
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Who may call it: a scope within a workspace, any signed-in person, or anybody. */
  readonly access: Scope | "signed-in" | "public";
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly output: O;
  /** 200 unless said. */
  readonly status?: 200 | 201 | 202 | 204;
  /** It creates something: an Idempotency-Key is honoured. */
  readonly creates?: boolean;
  /**
   * The request's body is not JSON: the handler gets the raw bytes as `body`. With `keep`, for large files, the bytes go to the file
   * store as they come and `body` is a {@link KeptBody}.
   */
  readonly rawBody?: { readonly maxBytes: number; readonly mediaTypes: readonly string[]; readonly keep?: boolean };
  /** The answer is not JSON: the handler returns a {@link Download}. */
  readonly download?: { readonly mediaTypes: readonly string[] };
  /**
   * The tables within the answer, each by a name and its place such as `creators.horizons`: they can be had as CSV and as Parquet. A list
   * has its one table, `rows`, without being told.
   */
  readonly tables?: Readonly<Record<string, string>>;
  /** Requests a minute from one network before 429, where they are fewer than the installation's. */
  readonly perMinute?: number;
  /** Largest JSON body in bytes; 256 KiB unless said. */
  readonly maxBodyBytes?: number;
}

/** An answer that is not JSON. */
export interface Download {
  readonly mediaType: string;
  readonly fileName?: string;
  readonly body: string | Uint8Array | NodeJS.ReadableStream;
}

/** A request's body that lies in the file store under its SHA-256. */
export interface KeptBody {
  readonly sha256: Buffer;
  readonly sizeBytes: number;
}

/** Writes down an endpoint and keeps the exact types of its schemas, its access and its kind of answer. */
export const endpoint = <const E extends Endpoint>(definition: E): E => definition;

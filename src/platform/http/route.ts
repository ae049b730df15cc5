import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import type { Context, WorkspaceContext } from "../context.ts";
import type { Problem } from "../problems/problem.ts";
import type { Download, Endpoint, KeptBody, Scope } from "../schema/endpoint.ts";

/** What a handler is given besides its context; parsed by the contract. */
export interface Input<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The request as it came, for the few handlers that read headers or the raw bytes. */
  readonly headers: IncomingMessage["headers"];
}

/** A signed-in person or a key, outside any workspace. */
export interface Principal {
  readonly kind: "user" | "api_key";
  readonly id: string;
  readonly email?: string;
  readonly name?: string;
  /** The one workspace of a key. */
  readonly workspaceId?: string;
}

/** The context of an endpoint that asks for a signed-in person only. */
export interface PersonContext extends Context {
  readonly principal: Principal;
  readonly requestId: string;
}

/** The context of a public endpoint. */
export interface PublicContext extends Context {
  readonly requestId: string;
}

type ContextOf<A> = A extends "public"
  ? PublicContext
  : A extends "signed-in"
    ? PersonContext
    : WorkspaceContext & { readonly requestId: string };

/** An endpoint with the use-case that answers it; the types are forgotten once they were checked. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly handle: (ctx: never, input: Input<never, never, never>) => Promise<unknown>;
  /** Answers requests of one workspace that arrive together, in one transaction; each by its answer or its problem. */
  readonly handleTogether?: (ctx: WorkspaceContext, inputs: readonly Input<never, never, never>[]) => Promise<readonly unknown[]>;
}

type AnyEndpoint = Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Part<E, K extends keyof AnyEndpoint> = E extends { readonly [Key in K]?: infer S } ? Parsed<NonNullable<S>> : undefined;
type Body<E> = E extends { readonly rawBody: { readonly keep: true } }
  ? KeptBody
  : E extends { readonly rawBody: object }
    ? Buffer
    : Part<E, "body">;
type Answer<E extends AnyEndpoint> = E extends { readonly download: object } ? Download : z.input<E["output"]>;

/** Binds an endpoint to a use-case within a workspace. */
export const route = <E extends AnyEndpoint>(
  endpoint: E & { readonly access: Scope },
  handle: (ctx: ContextOf<Scope>, input: Input<Part<E, "params">, Part<E, "query">, Body<E>>) => Promise<Answer<E>>,
): Route => ({ endpoint, handle: handle as Route["handle"] });

/**
 * Binds an endpoint that is called very often to a use-case that takes many requests of one workspace at once, for those that wait while
 * another transaction is under way. It answers each in its place: by the answer, or by a Problem when that request alone is refused and
 * left nothing behind. What it throws concerns them all: they are then tried one by one.
 */
export const groupedRoute = <E extends AnyEndpoint>(
  endpoint: E & { readonly access: Scope },
  handleTogether: (
    ctx: WorkspaceContext,
    inputs: readonly Input<Part<E, "params">, Part<E, "query">, Body<E>>[],
  ) => Promise<readonly (Answer<E> | Problem)[]>,
): Route => ({
  endpoint,
  handle: () => Promise.reject(new RangeError(`${endpoint.id} is answered in groups`)),
  handleTogether: handleTogether as unknown as NonNullable<Route["handleTogether"]>,
});

/** Binds an endpoint that any signed-in person may call. */
export const personRoute = <E extends AnyEndpoint>(
  endpoint: E,
  handle: (ctx: PersonContext, input: Input<Part<E, "params">, Part<E, "query">, Body<E>>) => Promise<Answer<E>>,
): Route => ({ endpoint, handle: handle as Route["handle"] });

/** Binds an endpoint that anybody may call: what it is given must prove itself, by a signature or a token. */
export const publicRoute = <E extends AnyEndpoint>(
  endpoint: E,
  handle: (ctx: PublicContext, input: Input<Part<E, "params">, Part<E, "query">, Body<E>>) => Promise<Answer<E>>,
): Route => ({ endpoint, handle: handle as Route["handle"] });

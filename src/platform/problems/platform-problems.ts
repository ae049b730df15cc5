import { defineProblems, Problem, type InputError } from "./problem.ts";

/** The problems any endpoint can answer with. */
export const platformProblems = defineProblems({
  "invalid-input": {
    status: 422,
    title: "The input is not valid",
    help: "Every fault is listed under `errors` with a JSON Pointer to the place. Correct all of them and send the request again.",
  },
  "malformed-body": {
    status: 400,
    title: "The body cannot be read",
    help: "Send UTF-8 JSON with `Content-Type: application/json`, no larger than the limit that the detail names.",
  },
  "unsupported-media-type": {
    status: 415,
    title: "The content type is not accepted",
    help: "Send the content type that the endpoint's documentation names; for most that is application/json.",
  },
  "body-too-large": { status: 413, title: "The body is too large", help: "Send less at once: split the batch or the file." },
  "not-signed-in": {
    status: 401,
    title: "Nobody is signed in",
    help: "Sign in, or send an API key as `Authorization: Bearer vouch_...`. An expired or revoked key counts as none.",
  },
  "not-allowed": {
    status: 403,
    title: "This is not allowed",
    help: "The member's role or the key's scopes do not cover the endpoint. The detail names the scope that is needed.",
  },
  "cross-site-request": {
    status: 403,
    title: "The request came from another site",
    help: "A signed-in browser must send the header `x-vouch-csrf: 1`; programs use an API key instead.",
  },
  "workspace-needed": {
    status: 400,
    title: "No workspace was named",
    help: "Send the header `vouch-workspace` with one of your workspaces' ids; an API key belongs to one workspace and needs no header.",
  },
  "not-found": {
    status: 404,
    title: "There is no such thing here",
    help: "The id is unknown in this workspace. Look at the list endpoint of the same resource.",
  },
  "idempotency-key-reused": {
    status: 409,
    title: "The idempotency key was used for another request",
    help: "Use a new key for a new request. The same key with the same body gives the first answer again.",
  },
  conflict: {
    status: 409,
    title: "This is in conflict with what is there",
    help: "The detail says with what. Read it again, then decide.",
  },
  "too-many-requests": { status: 429, title: "Too many requests", help: "Wait for the seconds in `Retry-After`, then go on more slowly." },
  unavailable: { status: 503, title: "This is not available just now", help: "Try again after the seconds in `Retry-After`." },
});

/** The 404 for a thing that is not in this workspace, wherever else it may be. */
export const notFound = (thing: string, id: string): Problem =>
  new Problem(platformProblems["not-found"], `There is no ${thing} with the id ${id} in this workspace.`);

/** The 422 that lists every fault of an input. */
export const invalidInput = (errors: readonly InputError[]): Problem =>
  new Problem(
    platformProblems["invalid-input"],
    errors.length === 1 ? `One thing is wrong: ${errors[0]!.detail}` : `${errors.length} things are wrong; all are listed in errors.`,
    { errors },
  );

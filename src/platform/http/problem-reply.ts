import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { isDatabaseAway } from "../db/database-away.ts";
import { platformProblems } from "../problems/platform-problems.ts";
import { Problem, type ProblemKind } from "../problems/problem.ts";

/** What one problem answer says. */
export interface Told {
  readonly kind: ProblemKind;
  readonly detail: string;
  readonly requestId: string;
  readonly more?: Record<string, unknown>;
}

/** The body of a problem answer, RFC 9457. */
export const problemBody = (publicUrl: string, { kind, detail, requestId, more = {} }: Told) => ({
  type: `${publicUrl}/problems/${kind.slug}`,
  title: kind.title,
  status: kind.status,
  detail,
  request_id: requestId,
  ...more,
});

function fromFramework(error: FastifyError, bodyLimit: number): Problem | undefined {
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new Problem(
        platformProblems["body-too-large"],
        `The body is larger than ${bodyLimit} bytes, the most that this endpoint takes. Send less at once.`,
      );
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new Problem(platformProblems["unsupported-media-type"], "Send the content type that the endpoint's documentation names.");
    default:
      return error.statusCode === 429
        ? new Problem(platformProblems["too-many-requests"], error.message)
        : error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
          ? new Problem(platformProblems["malformed-body"], `The body cannot be read: ${error.message}`)
          : undefined;
  }
}

/** Whether a person looks at the answer: a form or a link of a page was sent, not a call of the API. */
const isForPerson = ({ headers, url }: FastifyRequest): boolean =>
  headers.accept?.includes("text/html") === true && !url.startsWith("/v1/");

/** What the person reads, who can go back to the form. */
const sentences = ({ kind, message }: Problem): string => `${kind.title}. ${message}\n`;

/**
 * Answers any error: a refusal as problem details, or in plain words where a person looks at the answer; anything else as a bare 500 whose cause is
 * only in the log.
 */
export const problemReply = (publicUrl: string) => (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
  const problem = error instanceof Problem ? error : fromFramework(error, request.routeOptions.bodyLimit);
  if (problem !== undefined && isForPerson(request))
    return reply.type("text/plain; charset=utf-8").status(problem.kind.status).send(sentences(problem));
  void reply.type("application/problem+json");
  if (problem !== undefined) {
    const more = problem.errors.length > 0 ? { errors: problem.errors, ...problem.extra } : problem.extra;
    return reply
      .status(problem.kind.status)
      .send(problemBody(publicUrl, { kind: problem.kind, detail: problem.message, requestId: request.id, more }));
  }
  request.log.error({ err: error }, "a request failed");
  if (isDatabaseAway(error)) {
    void reply.header("retry-after", "2");
    return reply.status(503).send(
      problemBody(publicUrl, {
        kind: platformProblems.unavailable,
        detail: "The database cannot be reached just now.",
        requestId: request.id,
      }),
    );
  }
  return reply.status(500).send({ type: "about:blank", title: "Internal error", status: 500, request_id: request.id });
};

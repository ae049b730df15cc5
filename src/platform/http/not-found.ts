import type { FastifyReply, FastifyRequest } from "fastify";
import { platformProblems } from "../problems/platform-problems.ts";
import { problemBody } from "./problem-reply.ts";

/** The answer for a path that is none of ours. */
export const notFoundReply = (request: FastifyRequest, reply: FastifyReply) =>
  reply
    .status(404)
    .type("application/problem+json")
    .send(
      problemBody("", {
        kind: platformProblems["not-found"],
        detail: `There is nothing at ${request.method} ${request.url.split("?")[0]}.`,
        requestId: request.id,
      }),
    );

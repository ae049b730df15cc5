import type { FastifyInstance } from "fastify";

const shared = /^\/(v1\/)?(shared|report-mails|connect)\//;

/**
 * A shared report, and the page of somebody who was invited, is for who has its link: no search engine lists it, no other site is told its address by a click, no cache keeps it, and
 * no page shows it in a frame.
 */
export function keepSharedPagesPrivate(app: FastifyInstance): void {
  app.addHook("onSend", async ({ url }, reply) => {
    if (!shared.test(url)) return;
    void reply
      .header("x-robots-tag", "noindex, nofollow, noarchive")
      .header("referrer-policy", "no-referrer")
      .header("cache-control", "no-store");
  });
}

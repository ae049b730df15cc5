/** The baseline of orders by API: the same framework, a pool of the same size, and one INSERT a request. Prints its port. */
import Fastify from "fastify";
import pg from "pg";

const { url, connections } = JSON.parse(process.argv[2]);
const pool = new pg.Pool({ connectionString: url, max: connections });
const app = Fastify();
app.post("/v1/conversions", async (request, reply) => {
  const { external_id, occurred_at, total } = request.body;
  await pool.query(
    "insert into bare_orders (workspace_id, store_id, external_id, occurred_at, currency, total_minor) values ('0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a', '0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a', $1, $2, $3, $4)",
    [external_id, occurred_at, total.currency, total.amount],
  );
  return reply.send({ outcome: "created", external_id });
});
await app.listen({ host: "127.0.0.1", port: 0 });
process.stdout.write(`${JSON.stringify({ event: "listening", port: app.server.address().port })}\n`);
process.on("SIGTERM", () => process.exit(0));

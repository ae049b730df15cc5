/** The baseline of the redirect: Node's own server with a static 302, nothing else. Prints its port. */
import { createServer } from "node:http";

const headers = ["Location", "https://shop.example/products/item?size=m", "Content-Length", "0"];
const server = createServer((_request, response) => {
  response.writeHead(302, headers);
  response.end();
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${JSON.stringify({ event: "listening", port: server.address().port })}\n`));
process.on("SIGTERM", () => process.exit(0));

import { IncomingMessage, type ServerOptions } from "node:http";
import { readHeaders, type EdgeHeaders } from "../visitor/request-headers.ts";

/** A request as Node gives it, of whose headers those that the edge looks at are read. */
export type EdgeRequest = Omit<IncomingMessage, "headers"> & { readonly headers: EdgeHeaders };

class EdgeMessage extends IncomingMessage {
  edgeHeaders: EdgeHeaders | undefined = undefined;
}

/** Node has `headers` as an accessor on its class's prototype, and so is this one. */
Object.defineProperty(EdgeMessage.prototype, "headers", {
  get(this: EdgeMessage): EdgeHeaders {
    return (this.edgeHeaders ??= readHeaders(this.rawHeaders));
  },
});

/** Has a server make its requests so. */
export const edgeRequests = { IncomingMessage: EdgeMessage } satisfies ServerOptions<typeof EdgeMessage>;

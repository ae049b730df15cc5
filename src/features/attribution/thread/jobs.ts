import { serveThread } from "../../../platform/threads/thread.ts";
import { recompute } from "./service.ts";

// The thread that recomputes: the process that starts it goes on with its other work.
await serveThread(recompute);

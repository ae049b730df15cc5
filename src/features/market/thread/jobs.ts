import { serveThread } from "../../../platform/threads/thread.ts";
import { study } from "./service.ts";

// The thread in which a study runs: the process that starts it goes on with its other work.
await serveThread(study);

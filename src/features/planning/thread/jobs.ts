import { serveThread } from "../../../platform/threads/thread.ts";
import { workOut } from "./service.ts";

// The thread in which a plan is worked out.
await serveThread(workOut);

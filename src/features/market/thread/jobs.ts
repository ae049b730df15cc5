import { serveThread } from "../../../platform/threads/thread.ts";
import { workOut } from "./service.ts";

// The thread that plays studies and fits dials: the process that starts it goes on with its other work.
await serveThread(workOut);

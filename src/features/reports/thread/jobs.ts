import { serveThread } from "../../../platform/threads/thread.ts";
import { workOut } from "./service.ts";

// The thread that works out what takes longer than a request.
await serveThread(workOut);

import { serveThread } from "../../../platform/threads/thread.ts";
import { workOut } from "./service.ts";

// The thread that works out what customers are worth.
await serveThread(workOut);

import { serveThread } from "../../../platform/threads/thread.ts";
import { analyse } from "./service.ts";

// The thread that analyses: the worker goes on with its other work.
await serveThread(analyse);

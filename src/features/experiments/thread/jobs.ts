import { serveThread } from "../../../platform/threads/thread.ts";
import { workOut } from "./service.ts";

// The thread that analyses and studies power: the worker goes on with its other work.
await serveThread(workOut);

import { serveThread } from "../../../platform/threads/thread.ts";
import { workOut } from "./service.ts";

// The thread in which a forecast is drawn: the worker goes on with its other work.
await serveThread(workOut);

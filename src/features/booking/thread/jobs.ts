import { serveThread } from "../../../platform/threads/thread.ts";
import { workOut } from "./service.ts";

// The thread that tells creators, offers and formats apart.
await serveThread(workOut);

import { serveQuestions } from "../../../platform/threads/thread.ts";
import { openIndex } from "./service.ts";

// The thread that holds the index of one workspace's creators.
await serveQuestions(openIndex);

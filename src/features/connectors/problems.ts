import { defineProblems } from "../../platform/problems/problem.ts";

/** What a person who connects a platform or starts a run can act on. */
export const connectorProblems = defineProblems({
  "platform-refused": {
    status: 422,
    title: "The platform does not take this key or token",
    help: "Look at what the platform said, correct the key, the token or the project there, and try again. Nothing was kept.",
  },
  "platform-away": {
    status: 503,
    title: "The platform does not answer",
    help: "Try again in some minutes. Nothing was kept and nothing was changed.",
  },
  "connection-not-working": {
    status: 409,
    title: "The connection does not work",
    help: "Give it a key or a token that the platform takes, under Settings, Platforms; then start the run again.",
  },
  "sign-in-exists": {
    status: 409,
    title: "Creators can sign in at this platform already",
    help: "Give the connection that exists another secret, or remove it first; creators then have to sign in again.",
  },
  "no-sign-in": {
    status: 409,
    title: "No platform is set up for sign-in",
    help: "Set one up under Settings, Platforms; then invite the creator.",
  },
  "hashtags-used-up": {
    status: 409,
    title: "No further hashtag may be asked for yet",
    help: "Ask for one that was asked for in the last seven days, or wait until the time that is named.",
  },
  "nothing-to-refresh": {
    status: 422,
    title: "There is no account to ask about",
    help: "Add an account on this platform to the creator first.",
  },
});

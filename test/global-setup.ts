import { offerTestServer } from "./test-server.ts";

/** Runs before the first test file, once a project: the second project uses what the first one offers. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env["VOUCH_TEST_SERVER"]) return undefined;
  const offered = await offerTestServer();
  process.env["VOUCH_TEST_SERVER"] = offered.socket;
  return async () => {
    delete process.env["VOUCH_TEST_SERVER"];
    await offered.close();
  };
}

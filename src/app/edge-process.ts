/**
 * Runs one of the edge's processes until it is asked to stop: by SIGTERM, by Ctrl-C, or by the end of the program that started it,
 * so that none is left behind holding a port when that one is killed.
 *
 * @param open starts the work and returns what ends it
 */
export async function runEdgeProcess(open: () => Promise<() => Promise<void>>): Promise<void> {
  const stopAsked = new Promise<void>((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
    process.once("disconnect", () => resolve());
  });
  try {
    const close = await open();
    await stopAsked;
    await close();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** Tells whoever started the process where it listens: as a message where there is a channel for it, else as a line, whatever the log's level. */
export function announce(ports: { port: number | undefined; adminPort: number | undefined }): void {
  const said = { event: "listening", ...ports };
  if (process.send) process.send(said);
  else process.stdout.write(`${JSON.stringify(said)}\n`);
}

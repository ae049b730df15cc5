import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type LaunchOptions } from "playwright-core";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Why this machine has no browser for the tests, to be said in the name of a test that is skipped; undefined when it has one.
 * In continuous integration a missing browser is a failure, not a reason.
 */
export const browserMissing: string | undefined =
  ownBrowser() !== undefined || (process.platform === "linux" && process.arch === "x64") || process.env["CI"] !== undefined
    ? undefined
    : "no browser here: set CHROMIUM_PATH";

function ownBrowser(): string | undefined {
  return process.env["CHROMIUM_PATH"] ?? installed.find((file) => existsSync(file));
}

/** How to start a Chromium: the one that `CHROMIUM_PATH` names, the machine's own, else the one inside an npm package (Linux x64). */
export async function chromiumLaunchOptions(): Promise<LaunchOptions> {
  const executablePath = ownBrowser();
  return executablePath === undefined ? packagedChromium() : { executablePath, args };
}

/** What the packaged browser asks for: a place to unpack into, and to be in a cloud function, or it leaves its libraries out. */
const unpackingInto = (folder: string) => ({ TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" });

/**
 * Unpacks the browser once, in a process and a folder of its own that then takes its place: of several that start at once on a new clone,
 * none runs a browser that another is still writing.
 */
function unpack(cache: string): void {
  if (existsSync(cache)) return;
  mkdirSync(path.dirname(cache), { recursive: true });
  const own = mkdtempSync(`${cache}-`);
  const script = `await (await import("@sparticuz/chromium")).default.executablePath();`;
  const env = { ...process.env, ...unpackingInto(own) };
  execFileSync(process.execPath, ["--input-type=module", "-e", script], { env, cwd: fileURLToPath(new URL("..", import.meta.url)) });
  try {
    renameSync(own, cache);
  } catch (error) {
    rmSync(own, { recursive: true });
    if (!existsSync(cache)) throw error; // otherwise another was first
  }
}

/** The browser inside an npm package; where it is unpacked is told to it alone. */
async function packagedChromium(): Promise<LaunchOptions> {
  const cache = fileURLToPath(new URL("../node_modules/.cache/chromium", import.meta.url));
  unpack(cache);
  const before = { ...process.env };
  Object.assign(process.env, unpackingInto(cache));
  try {
    const { default: packaged } = await import("@sparticuz/chromium");
    const executablePath = await packaged.executablePath();
    const { AWS_EXECUTION_ENV: _, ...env } = process.env;
    const own = { TMPDIR: before["TMPDIR"] ?? "/tmp", FONTCONFIG_FILE: fontList(cache) };
    return { executablePath, args, env: { ...defined(env), ...own } };
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/**
 * Writes where the browser finds its fonts: the packaged list names places of a cloud function, and a browser without a font
 * crashes at the first form field.
 */
function fontList(cache: string): string {
  const file = path.join(cache, "fonts.conf");
  const folders = [path.join(cache, "fonts"), "/usr/share/fonts"].map((folder) => `<dir>${folder}</dir>`).join("");
  writeFileSync(file, `<?xml version="1.0"?><fontconfig>${folders}<cachedir>${path.join(cache, "fonts-cache")}</cachedir></fontconfig>\n`);
  return file;
}

const defined = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** Starts a browser with these arguments besides ours; who starts it closes it. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const options = await chromiumLaunchOptions();
  return chromium.launch({ ...options, args: [...args, ...more] });
}

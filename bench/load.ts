/**
 * A load generator of its own process: raw sockets, keep-alive, one request under way on each, requests prepared as bytes.
 * Started with a {@link LoadPlan} as JSON in its first argument; prints a {@link LoadResult} as its only line.
 */
import { connect, type Socket } from "node:net";

/** What to ask, how often, and for how long. */
export type LoadPlan = {
  port: number;
  host: string;
  connections: number;
  seconds: number;
  /** not counted at the beginning */
  warmUpSeconds: number;
  keys: number;
  userAgents: number;
  addresses: number;
  /** requests a second over all connections at even distances; missing: as fast as the answers come */
  ratePerSecond?: number;
  /** seed of keys, user agents and addresses */
  seed: number;
};

/** Latencies are from the moment at which a request was due, so a server that stalls is charged for those that had to wait. */
export type LoadResult = {
  requests: number;
  perSecond: number;
  wrongStatus: number;
  p50Ms: number;
  p99Ms: number;
  worstMs: number;
};

type Random = () => number;

/** mulberry32: small, fast and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Ranks by Zipf's law with exponent 1, by inverting its cumulated weights. */
export function zipfRanks(count: number, random: Random): () => number {
  const cumulated = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank++) cumulated[rank] = sum += 1 / (rank + 1);
  return () => {
    const wanted = random() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (cumulated[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

const versions = ["Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7", "X11; Linux x86_64", "Linux; Android 15; SM-S931B"];

/** User agents as browsers send them, each another. */
const userAgent = (index: number): string =>
  index % 5 === 0
    ? `Mozilla/5.0 (iPhone; CPU iPhone OS 18_${index % 7} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 3${index}.0.0.29.93`
    : `Mozilla/5.0 (${versions[index % 4]}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${100 + (index % 50)}.0.${index}.${index % 97} Safari/537.36`;

/** Public IPv4 addresses spread over many networks. */
const address = (index: number): string => {
  const mixed = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  return `${20 + ((mixed >>> 24) % 160)}.${(mixed >>> 16) & 255}.${(mixed >>> 8) & 255}.${1 + (index % 250)}`;
};

/** As many different requests as fit in memory comfortably; taken in turn. */
function prepareRequests(plan: LoadPlan): Buffer[] {
  const random = randomFrom(plan.seed);
  const rank = zipfRanks(plan.keys, random);
  return Array.from({ length: 200_000 }, () =>
    Buffer.from(
      `GET /k${rank().toString(36)} HTTP/1.1\r\nHost: ${plan.host}\r\nUser-Agent: ${userAgent(Math.floor(random() * plan.userAgents))}\r\n` +
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br\r\n" +
        `Referer: https://www.instagram.com/\r\nX-Forwarded-For: ${address(Math.floor(random() * plan.addresses))}\r\nConnection: keep-alive\r\n\r\n`,
      "latin1",
    ),
  );
}

type Load = {
  plan: LoadPlan;
  requests: Buffer[];
  next: number;
  latencies: Float32Array;
  counted: number;
  wrongStatus: number;
  from: number;
  to: number;
  startedAt: number;
  sent: number;
};

const end = Buffer.from("\r\n\r\n", "latin1");

function openConnection(load: Load): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: load.plan.port, host: "127.0.0.1", noDelay: true });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      socket.once("error", () => resolve()); // the server has ended
      drive(load, socket, resolve);
    });
  });
}

/** Sends, waits for the whole answer, which has no body, and sends again. */
function drive(load: Load, socket: Socket, done: () => void): void {
  let dueAt = 0;
  // From when it was due, also if it was sent late; from when it was sent, where a timer fired early.
  let countedFrom = 0;
  const send = (): void => {
    countedFrom = Math.min(dueAt, performance.now());
    socket.write(load.requests[load.next++ % load.requests.length]!);
  };
  const schedule = (): void => {
    const now = performance.now();
    if (now >= load.to) {
      socket.destroy();
      return done();
    }
    dueAt = load.plan.ratePerSecond === undefined ? now : load.startedAt + (load.sent++ * 1000) / load.plan.ratePerSecond;
    if (dueAt <= now) send();
    else setTimeout(send, dueAt - now);
  };
  socket.on("data", (part: Buffer) => {
    if (part.indexOf(end) === -1) throw new Error("an answer came in pieces");
    if (part[9] !== 0x33) load.wrongStatus++; // 3xx
    const now = performance.now();
    if (now >= load.from && load.counted < load.latencies.length) load.latencies[load.counted++] = now - countedFrom;
    schedule();
  });
  schedule();
}

async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const requests = prepareRequests(plan);
  const startedAt = performance.now();
  const from = startedAt + plan.warmUpSeconds * 1000;
  const to = from + plan.seconds * 1000;
  const load: Load = {
    plan,
    requests,
    next: 0,
    latencies: new Float32Array(200_000 * plan.seconds),
    counted: 0,
    wrongStatus: 0,
    from,
    to,
    startedAt,
    sent: 0,
  };
  await Promise.all(Array.from({ length: plan.connections }, () => openConnection(load)));
  const sorted = load.latencies.subarray(0, load.counted).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return {
    requests: load.counted,
    perSecond: load.counted / plan.seconds,
    wrongStatus: load.wrongStatus,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    worstMs: at(1),
  };
}

if (process.argv[1]?.endsWith("load.ts") === true) {
  const result = await runLoad(JSON.parse(process.argv[2]!) as LoadPlan);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exit(0);
}

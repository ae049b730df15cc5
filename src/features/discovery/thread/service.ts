import { setImmediate as turn } from "node:timers/promises";
import { uuidFromBytes, uuidToBytes } from "../../../kernel/ids.ts";
import { openCopyConnection, type CopyConnection } from "../../../platform/db/copy-connection.ts";
import type { KeptState } from "../../../platform/threads/kept-threads.ts";
import { givingWay, nowAndThen } from "../../../platform/threads/pace.ts";
import { partOf, type CardsPart } from "../filling/cards-part.ts";
import { cardReader } from "../filling/copied-cards.ts";
import * as queries from "../filling/queries.ts";
import { CardIndex } from "../index/card-index.ts";
import type { FoundPart } from "../paging/merged-page.ts";
import type { CreatorQuery } from "../query/creator-query.ts";
import type { AskedPage } from "../search/finder.ts";
import { isAnybodyAsking } from "./giving-way.ts";

/** What the thread of an index is given. */
export interface IndexInput {
  /** The application's address of the database. */
  readonly url: string;
  readonly workspaceId: string;
  /** Which of how many parts of the creators, from 0. */
  readonly part: CardsPart;
  /** About how many cards that part has: room is made for them. */
  readonly cards: number;
  /** How often changes are looked for. */
  readonly everyMs: number;
  /** How many searches the database is answering in the place of an index that is being filled: see `giving-way.ts`. */
  readonly asking: SharedArrayBuffer;
}

/** What the thread is asked. */
export interface IndexQuestion {
  readonly query: CreatorQuery;
  readonly page: AskedPage;
}

/** Rows that count no more before an index is made anew: so many, and so many for each that counts. */
const mostDead = { rows: 50_000, share: 0.5 };

/** Creators whose cards are read at once; between two lots questions are answered. */
const changesALot = 500;

interface Following {
  readonly on: CopyConnection;
  readonly index: CardIndex;
  readonly workspaceId: string;
  readonly part: CardsPart;
  revision: string;
}

/** What filling comes to before words and names are brought in order. */
const shareOfReading = 0.9;
/** How often it is told how far filling is. */
const tellEveryMs = 250;

/**
 * While somebody asks, filling pauses a third of its time, and the database's server with it: what is filled is not needed before it is full, and
 * whoever asks is answered by the same processors.
 */
const workMs = 20;

const stateOf = ({ index }: Following): KeptState => ({
  ready: 1,
  bytes: index.memory,
  isWorn: index.deadRows > mostDead.rows + mostDead.share * index.liveRows,
});

type Tell = (state: KeptState) => void;

async function filled({ url, workspaceId, part, cards, asking }: IndexInput, tell: Tell): Promise<Following> {
  const on = await openCopyConnection(url, "vouch creator index");
  const revision = await queries.beginReading(on, workspaceId);
  const index = new CardIndex(Math.ceil(cards * 1.02));
  const reader = cardReader((creator) => index.replace(creator));
  const giveWay = givingWay(workMs, () => isAnybodyAsking(asking));
  const tellRead = nowAndThen(tellEveryMs, () =>
    tell({ ready: shareOfReading * Math.min(1, index.liveRows / Math.max(1, cards)), bytes: index.memory, isWorn: false }),
  );
  await queries.copyCards(on, { workspaceId, part }, (piece) => {
    reader.take(piece);
    tellRead();
    return giveWay();
  });
  reader.end();
  await queries.endReading(on);
  index.settle(true);
  return { on, index, workspaceId, part, revision };
}

/** Brings the next lot of changed creators into the index. Whether there was any. */
async function follow(at: Following): Promise<boolean> {
  const changes = await queries.listChanges(at.on, at.workspaceId, { after: at.revision, limit: changesALot });
  if (changes.length === 0) return false;
  const without = new Set(changes.map((change) => change.creator_id).filter((id) => partOf(id, at.part) === at.part.number));
  const reader = cardReader((creator) => {
    without.delete(uuidFromBytes(creator.creatorId));
    at.index.replace(creator);
  });
  if (without.size > 0)
    await queries.copyCardsOf(at.on, { workspaceId: at.workspaceId, creatorIds: [...without] }, (piece) => reader.take(piece));
  reader.end();
  for (const id of without) at.index.replace({ creatorId: uuidToBytes(id), name: new Uint8Array(0), cards: [] });
  at.index.settle();
  at.revision = changes.at(-1)!.revision;
  return true;
}

/**
 * Fills an index and keeps following the cards: what the thread does. Whatever goes wrong ends the thread; then PostgreSQL answers until
 * there is another one.
 */
export async function openIndex(input: IndexInput, tell: Tell): Promise<(question: IndexQuestion) => FoundPart> {
  const at = await filled(input, tell);
  const keepFollowing = async (): Promise<never> => {
    for (;;) {
      let isChanged = false;
      while (await follow(at)) {
        isChanged = true;
        await turn();
      }
      if (isChanged) tell(stateOf(at));
      await new Promise((resolve) => setTimeout(resolve, input.everyMs));
    }
  };
  tell(stateOf(at));
  void keepFollowing();
  return ({ query, page }) => at.index.find(query, page);
}

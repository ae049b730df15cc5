import { followerName, type FollowerName } from "./follower-names.ts";
import type { Follower } from "./follower-traits.ts";

/** What a column of a follower list may be called, folded to small letters and figures. */
const headers: Readonly<Record<keyof Follower | "name" | "handle" | "id" | "nameLength" | "digits", readonly string[]>> = {
  followers: ["followers", "followercount", "followerscount", "follower", "userfollowercount", "edgefollowedby"],
  following: ["following", "followings", "followingcount", "follows", "followscount", "userfollowingcount", "edgefollow"],
  posts: ["posts", "postcount", "postscount", "mediacount", "media", "usermediacount", "uploads"],
  hasPicture: ["pic", "haspicture", "profilepic", "picture", "hasprofilepicture", "userhasprofilpic", "profilepicture", "avatar"],
  digitShare: ["digitshare", "numslengthusername"],
  name: ["username", "handle", "name", "user", "login", "screenname"],
  handle: ["username", "handle", "user", "login", "screenname", "followerusername", "profileurl", "profile"],
  id: ["id", "userid", "followerid", "accountid", "channelid", "pk", "userpk"],
  nameLength: ["namelen", "namelength", "usernamelength"],
  digits: ["digits", "usernamedigitcount", "digitcount"],
};

/** A follower list that was read: followers, by what each is named, and what is wrong with the list. */
export type FollowerRows =
  | {
      readonly kind: "read";
      readonly followers: readonly Follower[];
      /** Of each follower. */
      readonly names: readonly FollowerName[];
      readonly faults: readonly RowFault[];
    }
  | { readonly kind: "refused"; readonly reason: string };

/** A row that is left out. */
export interface RowFault {
  /** The row in the file, the head being 1. */
  readonly row: number;
  readonly detail: string;
}

const folded = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** A count; null where it is blank or a dash, undefined where it is none. */
function countIn(cell: string | undefined): number | null | undefined {
  const text = (cell ?? "").trim();
  if (text === "" || /^(-|–|n\/?a|null|unknown)$/i.test(text)) return null;
  if (!/^\d{1,15}([.,]0+)?$/.test(text.replaceAll(/(?<=\d)[,.'  ](?=\d{3}(\D|$))/g, ""))) return undefined;
  return Number.parseInt(text.replaceAll(/(?<=\d)[,.'  ](?=\d{3}(\D|$))/g, ""), 10);
}

/** Yes, no or, where it is blank, null; an address of a picture is a yes. */
function yesIn(cell: string | undefined): boolean | null {
  const text = (cell ?? "").trim().toLowerCase();
  if (["1", "1.0", "true", "yes", "y", "ja"].includes(text) || text.startsWith("http")) return true;
  return ["0", "0.0", "false", "no", "n", "nein", "none"].includes(text) ? false : null;
}

function digitShareOf(cell: (of: keyof typeof headers) => string | undefined): number | null {
  const name = (cell("name") ?? "").trim().replace(/^@/, "");
  if (name !== "") return name.replaceAll(/\D/g, "").length / Array.from(name).length;
  const [share, digits, length] = [Number.parseFloat(cell("digitShare") ?? ""), countIn(cell("digits")), countIn(cell("nameLength"))];
  if (share >= 0 && share <= 1) return share;
  if (digits === null || digits === undefined || length === null || length === undefined || length === 0) return null;
  return digits / length;
}

function followerIn(cell: (of: keyof typeof headers) => string | undefined): Follower | string {
  const counts = { followers: countIn(cell("followers")), following: countIn(cell("following")), posts: countIn(cell("posts")) };
  const wrong = Object.entries(counts).find(([, count]) => count === undefined);
  if (wrong !== undefined)
    return `${wrong[0]} must be a whole number or blank, found ${(cell(wrong[0] as keyof typeof counts) ?? "").slice(0, 40)}`;
  const known = counts as { [K in keyof typeof counts]: number | null };
  return { ...known, hasPicture: yesIn(cell("hasPicture")), digitShare: digitShareOf(cell) };
}

/**
 * The followers of a pasted or exported list: figures alone, and apart from them by what each is named. What is blank stays unknown.
 *
 * @param rows cells of the list, the head first.
 * @example
 * import { followerRows } from "./follower-rows.ts";
 * const read = followerRows([["Username", "Followers", "Following", "Posts"], ["anna99", "1,200", "300", ""]]);
 * read.kind === "read" && read.followers[0]; // => { followers: 1200, following: 300, posts: null, hasPicture: null, digitShare: 1 / 3 }
 */
export function followerRows([head = [], ...rows]: readonly (readonly string[])[]): FollowerRows {
  const names = head.map(folded);
  const at = (of: keyof typeof headers): number => names.findIndex((name) => headers[of].includes(name));
  if (at("followers") < 0 && at("following") < 0)
    return {
      kind: "refused",
      reason: `the first row must name the columns, among them followers or following; found: ${head.join(", ").slice(0, 200)}`,
    };
  const followers: Follower[] = [];
  const named: FollowerName[] = [];
  const faults: RowFault[] = [];
  rows.forEach((cells, index) => {
    if (cells.every((cell) => cell.trim() === "")) return;
    const cell = (of: keyof typeof headers): string | undefined => (at(of) < 0 ? undefined : cells[at(of)]);
    const read = followerIn(cell);
    if (typeof read === "string") {
      faults.push({ row: index + 2, detail: read });
      return;
    }
    followers.push(read);
    named.push(followerName({ handle: cell("handle"), id: cell("id") }));
  });
  return { kind: "read", followers, names: named, faults };
}

import { describe, expect, test } from "vitest";
import { postAddress } from "./post-address.ts";

describe("the address of a post", () => {
  test.each([
    ["https://www.instagram.com/reel/Cx1_a-b/?igsh=1", "instagram", "reel", undefined, "instagram:Cx1_a-b"],
    ["instagram.com/anna/p/Cx2", "instagram", undefined, "anna", "instagram:Cx2"],
    ["https://instagram.com/stories/anna/31415926535/", "instagram", "story", "anna", "instagram:31415926535"],
    ["https://www.tiktok.com/@anna/video/7123?lang=en", "tiktok", "video", "anna", "tiktok:7123"],
    ["https://m.youtube.com/watch?t=1&v=dQw4w9WgXcQ", "youtube", "video", undefined, "youtube:dQw4w9WgXcQ"],
    ["https://youtu.be/dQw4w9WgXcQ?si=2", "youtube", "video", undefined, "youtube:dQw4w9WgXcQ"],
    ["https://youtube.com/shorts/abc123", "youtube", "short", undefined, "youtube:abc123"],
    ["https://twitter.com/anna/status/99", "x", undefined, "anna", "x:99"],
    ["https://x.com/anna/status/99#m", "x", undefined, "anna", "x:99"],
    ["https://bsky.app/profile/anna.example/post/3k", "bluesky", undefined, "anna.example", "bluesky:3k"],
    ["https://vm.tiktok.com/ZM1/", "tiktok", undefined, undefined, "vm.tiktok.com/ZM1"],
    ["https://example.com/tents/?utm_source=x&p=7", undefined, undefined, undefined, "example.com/tents?p=7"],
  ])("%s is told apart by what names it", (text, ...told) => {
    const { platform, format, handle, key } = postAddress(text)!;
    expect([platform, format, handle, key]).toEqual(told);
  });

  test.each(["", "anna", "not an address", "https://user:pw@instagram.com/p/1", `https://example.com/${"a".repeat(1000)}`])(
    "%s is none",
    (text) => expect(postAddress(text)).toBeUndefined(),
  );
});

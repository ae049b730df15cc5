import { BookOpen, CodeXml } from "lucide-react";
import { paths } from "../paths.ts";
import { AccountSwitch } from "./account-switch.tsx";
import { NoticeBell } from "./notice-bell.tsx";

/** The foot of the side navigation: help, and the person. */
export function SideFoot() {
  return (
    <div className="mt-3 flex flex-col gap-0.5 border-t border-line pt-3">
      <NoticeBell />
      <a
        href={paths.guide()}
        className="flex items-center gap-2.5 rounded-md px-2.5 py-1.5 font-medium text-muted hover:bg-sunken hover:text-ink pointer-coarse:py-2.5"
      >
        <BookOpen aria-hidden className="size-4" />
        Guide
      </a>
      <a
        href={paths.apiDocs()}
        className="flex items-center gap-2.5 rounded-md px-2.5 py-1.5 font-medium text-muted hover:bg-sunken hover:text-ink pointer-coarse:py-2.5"
      >
        <CodeXml aria-hidden className="size-4" />
        API
      </a>
      <AccountSwitch />
    </div>
  );
}

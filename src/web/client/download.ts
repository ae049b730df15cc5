import { useMutation } from "@tanstack/react-query";
import { client } from "../api.ts";
import { saveFile } from "../kit/action/save-file.ts";

interface Wanted {
  /** The address in the API, filled in and with its query: `/v1/creators/export.csv`. */
  readonly from: string;
  readonly fileName: string;
}

type BlobFetch = (path: string, init: { parseAs: "blob" }) => Promise<{ data?: Blob; error?: unknown }>;

/** The content of a file that the API makes. A plain link could not say which workspace is meant. */
export async function fetchFile(from: string): Promise<Blob> {
  const { data, error } = await (client.GET as unknown as BlobFetch)(from, { parseAs: "blob" });
  if (data === undefined) throw error;
  return data;
}

/** Downloads a file that the API makes; a refusal becomes a toast. */
export function useDownload() {
  return useMutation({ mutationFn: async ({ from, fileName }: Wanted) => saveFile(await fetchFile(from), fileName) });
}

import { useMutation } from "@tanstack/react-query";
import { client } from "../api.ts";
import { saveFile } from "../kit/action/save-file.ts";

interface Wanted {
  /** The address in the API, filled in and with its query: `/v1/creators/export.csv`. */
  readonly from: string;
  readonly fileName: string;
  /** What the file is to be, where the address gives several. */
  readonly mediaType?: string;
}

type BlobFetch = (path: string, init: { parseAs: "blob"; headers: Record<string, string> }) => Promise<{ data?: Blob; error?: unknown }>;

/** The content of a file that the API makes. A plain link could not say which workspace is meant. */
export async function fetchFile(from: string, mediaType = "*/*"): Promise<Blob> {
  const { data, error } = await (client.GET as unknown as BlobFetch)(from, {
    parseAs: "blob",
    headers: { accept: mediaType },
  });
  if (data === undefined) throw error;
  return data;
}

type BlobPost = (path: string, init: { parseAs: "blob"; body: object }) => Promise<{ data?: Blob; error?: unknown }>;

/** Downloads a file that the API makes of what is sent; a refusal becomes a toast. */
export function useMadeFile() {
  return useMutation({
    mutationFn: async ({ from, fileName, body }: Wanted & { readonly body: object }) => {
      const { data, error } = await (client.POST as unknown as BlobPost)(from, { parseAs: "blob", body });
      if (data === undefined) throw error;
      saveFile(data, fileName);
    },
  });
}

/** Downloads a file that the API makes; a refusal becomes a toast. */
export function useDownload() {
  return useMutation({ mutationFn: async ({ from, fileName, mediaType }: Wanted) => saveFile(await fetchFile(from, mediaType), fileName) });
}

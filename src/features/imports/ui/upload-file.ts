import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, inForm } from "../../../web/api.ts";
import type { Import } from "./import-words.ts";

/** A file and what it holds. */
export interface FileToUpload {
  readonly kind: Import["kind"];
  readonly file: File;
  /** Whose orders these are; missing: the first store. */
  readonly storeId?: string | undefined;
}

async function upload({ kind, file, storeId }: FileToUpload): Promise<Import> {
  const query = { kind, file_name: file.name, ...(storeId === undefined ? {} : { store_id: storeId }) };
  const { data, error } = await client.POST("/v1/imports", {
    params: { query },
    body: file as unknown as string,
    bodySerializer: (body) => body,
    headers: { "content-type": "text/csv" },
  });
  if (data === undefined) throw error;
  return data;
}

/** Sends a file as it is; nothing is read yet. Its problem is the form's. */
export function useUpload() {
  return useMutation({ mutationFn: upload, ...inForm });
}

/** Everything on screen may have changed: a file was read in the background. */
export function useRefreshAll(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries();
}

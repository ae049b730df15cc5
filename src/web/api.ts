import { useInfiniteQuery } from "@tanstack/react-query";
import createClient from "openapi-fetch";
import createQueryClient from "openapi-react-query";
import type { paths } from "./api.gen.d.ts";
import { requestRules } from "./client/requests.ts";
import { tableFile, type TableFile } from "./kit/table/table-file.ts";

/** The typed client of the public API: `client.GET("/v1/creators", ...)`. Screens mostly use {@link api} and {@link usePages}. */
export const client = createClient<paths, "application/json">({ baseUrl: globalThis.location?.origin ?? "", credentials: "same-origin" });
client.use(requestRules);

/** The same client as hooks: `api.useSuspenseQuery("get", "/v1/creators/{creator}", ...)`, `api.useMutation("post", ...)`. */
export const api = createQueryClient(client);

/** Option of a mutation whose problem the form itself shows; any other mutation's problem becomes a toast. */
export const inForm = { meta: { problem: "form" } } as const;

type SuccessOf<Responses> = Responses extends { 200: { content: { "application/json": infer Body } } } ? Body : never;
type AnswerOf<P extends keyof paths> = paths[P] extends { get: { responses: infer Responses } } ? SuccessOf<Responses> : never;
type RowOf<P extends keyof paths> = AnswerOf<P> extends { data: (infer Row)[]; next_cursor: string | null } ? Row : never;

/** The addresses of endpoints that answer with a page of a list. */
export type ListPath = { [P in keyof paths]: [RowOf<P>] extends [never] ? never : P }[keyof paths];
/** One row of a list endpoint. */
export type ListRow<P extends ListPath> = RowOf<P>;

type GetParameters<P extends keyof paths> = paths[P] extends { get: { parameters: infer Parameters } } ? Parameters : never;
type PartOf<T, K extends string> = T extends { [key in K]?: infer Part } ? Part : undefined;

/** What narrows a list: the query without its cursor, and the parameters in the path. */
export interface ListInit<P extends ListPath> {
  readonly query?: Omit<NonNullable<PartOf<GetParameters<P>, "query">>, "cursor"> | undefined;
  readonly path?: PartOf<GetParameters<P>, "path"> | undefined;
}

interface Page<Row> {
  readonly data: readonly Row[];
  readonly next_cursor: string | null;
}

type PageFetch = (path: string, init: object) => Promise<{ data?: Page<unknown>; error?: unknown }>;

async function fetchPage<P extends ListPath>(
  path: P,
  init: ListInit<P>,
  at: { cursor: string | null; signal: AbortSignal },
): Promise<Page<ListRow<P>>> {
  const params = { path: init.path, query: { ...init.query, cursor: at.cursor ?? undefined } };
  const { data, error } = await (client.GET as unknown as PageFetch)(path, { params, signal: at.signal });
  if (error !== undefined) throw error;
  return data as Page<ListRow<P>>;
}

/** The rows of a list so far, and the way to more: what `Table` takes. */
export interface Pages<Row> {
  /** Undefined while the first page is on its way. */
  readonly rows: readonly Row[] | undefined;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  /** The whole list as a file. */
  readonly file: TableFile;
}

/**
 * A list endpoint, page by page, newest first; a change of `init` starts again at the top.
 * @example
 * const creators = usePages("/v1/creators", { query: { status: "active" } });
 * return <Table {...creators} columns={columns} ... />;
 */
export function usePages<P extends ListPath>(path: P, init: ListInit<P> = {}): Pages<ListRow<P>> {
  const pages = useInfiniteQuery({
    queryKey: ["get", path, init, "pages"],
    queryFn: ({ pageParam, signal }) => fetchPage(path, init, { cursor: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  return {
    rows: pages.data?.pages.flatMap((page) => page.data),
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
    file: tableFile(path, init as { path?: Record<string, unknown>; query?: Record<string, unknown> }),
  };
}

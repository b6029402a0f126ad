import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import type { CatalogueEntry, PageOf } from "./access_types";
import { sendJson } from "./client";
import { queryText } from "./query_text";

export type CatalogueSearch = { q: string; owner: string; limit: number; offset: number };

const read = (search: Partial<CatalogueSearch> & { prefix?: string }) =>
  sendJson<PageOf<CatalogueEntry>>("GET", `/api/v1/catalogue${queryText(search)}`);

export const catalogueQuery = (search: CatalogueSearch) =>
  queryOptions({
    queryKey: ["catalogue", "search", search],
    queryFn: () => read(search),
    placeholderData: keepPreviousData,
  });

const longestSearch = 200;

/** One public scope, or null: the search finds it by its full name among those it is a part of. */
export const catalogueEntryQuery = (scope: string) =>
  queryOptions({
    queryKey: ["catalogue", "one", scope],
    queryFn: async () => {
      const { items } = await read({ q: scope.slice(0, longestSearch), prefix: scope.split(":")[0], limit: 200 });
      return items.find((entry) => entry.scope === scope) ?? null;
    },
  });

import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import type { CatalogueEntry, PageOf } from "./access_types";
import { answer, api, sendJson } from "./client";
import { queryText } from "./query_text";
import type { components } from "./schema";

export type Scope = components["schemas"]["Scope"];

/** A scope as it stands in a list to choose from; `texts` holds the description and its translations. */
export type PickableScope = { name: string; owner: string; texts: object };

/** Scopes of this prefix are the operator's to put on a client (docs/protocol.md §1.7). */
const operatorsOwn = "idporten:";

const integration_type = "maskinporten";

const fromScope = (scope: Scope): PickableScope => ({ name: scope.name, owner: scope.owner_orgno, texts: scope });

export const publicScopesQuery = queryOptions({
  queryKey: ["scopes", "public"],
  queryFn: () => answer(api.GET("/api/v1/scopes/all")),
  staleTime: 60_000,
});

/** The scopes that the organisation was given; what a private one is about only its owner tells. */
export const grantedScopesQuery = queryOptions({
  queryKey: ["access", "held", "pickable"],
  queryFn: async (): Promise<PickableScope[]> => {
    const [held, open] = await Promise.all([
      answer(api.GET("/api/v1/scopes/access/all")),
      answer(api.GET("/api/v1/scopes/all", { params: { query: { integration_type } } })),
    ]);
    const known = new Map(open.map((scope) => [scope.name, scope]));
    return held
      .filter(({ scope, state }) => state === "APPROVED" && !scope.startsWith(operatorsOwn))
      .map(({ scope, owner_orgno, owner_organization_name }) => ({
        name: scope,
        owner: owner_organization_name ?? owner_orgno,
        texts: known.get(scope) ?? {},
      }));
  },
});

export const openScopesQuery = queryOptions({
  queryKey: ["scopes", "open"],
  queryFn: async () => {
    const query = { accessible_for_all: true, integration_type };
    return (await answer(api.GET("/api/v1/scopes/all", { params: { query } }))).map(fromScope);
  },
});

export const delegatedScopesQuery = queryOptions({
  queryKey: ["scopes", "delegated"],
  queryFn: async () => {
    const query = { delegated_sources: true, integration_type };
    return (await answer(api.GET("/api/v1/scopes/all", { params: { query } }))).map(fromScope);
  },
});

/** A page of the catalogue, to find what one does not have yet. */
export const catalogueForPickerQuery = (q: string, offset: number, limit: number) =>
  queryOptions({
    queryKey: ["catalogue", "picker", q, offset, limit],
    queryFn: () => sendJson<PageOf<CatalogueEntry>>("GET", `/api/v1/catalogue${queryText({ q, offset, limit })}`),
    placeholderData: keepPreviousData,
  });

import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import type { AccessEvent, PageOf } from "./access_types";
import { answer, api, sendJson } from "./client";
import { queryText } from "./query_text";
import type { components } from "./schema";

export type ScopeAccess = components["schemas"]["ScopeAccess"];

/** Who has, or had, access to one of the organisation's scopes. */
export const accessQuery = (scope: string) =>
  queryOptions({
    queryKey: ["access", "scope", scope],
    queryFn: () => answer(api.GET("/api/v1/scopes/access", { params: { query: { scope, inactive: true } } })),
  });

export const accessHistoryQuery = (scope: string, limit: number, offset: number) =>
  queryOptions({
    queryKey: ["access", "history", scope, limit, offset],
    queryFn: () =>
      sendJson<PageOf<AccessEvent>>("GET", `/api/v1/scopes/access/history${queryText({ scope, limit, offset })}`),
    placeholderData: keepPreviousData,
  });

/** For many grants in a row: to be called once, after the last. */
export function useAccessChanged() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["access"] }),
      queries.invalidateQueries({ queryKey: ["accessRequests"] }),
    ]);
}

const to = (consumer_orgno: string, scope: string) => ({ params: { path: { consumer_orgno }, query: { scope } } });

export function grantAccess(scope: string, orgno: string) {
  return answer(api.PUT("/api/v1/scopes/access/{consumer_orgno}", to(orgno, scope)));
}

export function useGrantAccess(scope: string) {
  return useMutation({ mutationFn: (orgno: string) => grantAccess(scope, orgno), onSuccess: useAccessChanged() });
}

export function useRevokeAccess(scope: string) {
  return useMutation({
    mutationFn: (orgno: string) => answer(api.DELETE("/api/v1/scopes/access/{consumer_orgno}", to(orgno, scope))),
    onSuccess: useAccessChanged(),
  });
}

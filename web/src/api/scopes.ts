import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { answer, api } from "./client";
import type { components } from "./schema";

export type Scope = components["schemas"]["Scope"];
export type ScopeInput = components["schemas"]["ScopeInput"];
export type IntegrationType = components["schemas"]["IntegrationType"];
export type Prefix = components["schemas"]["Prefix"];

/** The organisation's own scopes, deactivated ones too. */
export const ownScopesQuery = queryOptions({
  queryKey: ["scopes", "own"],
  queryFn: () => answer(api.GET("/api/v1/scopes", { params: { query: { inactive: true } } })),
});

export const scopeQuery = (scope: string) =>
  queryOptions({
    queryKey: ["scopes", "one", scope],
    queryFn: () => answer(api.GET("/api/v1/scopes/scope", { params: { query: { scope } } })),
  });

export const ownPrefixesQuery = queryOptions({
  queryKey: ["prefixes", "own"],
  queryFn: () => answer(api.GET("/api/v1/prefix")),
});

function useScopesChanged() {
  const queries = useQueryClient();
  return async (scope: Scope) => {
    queries.setQueryData(scopeQuery(scope.name).queryKey, scope);
    await Promise.all([
      queries.invalidateQueries({ queryKey: ownScopesQuery.queryKey }),
      queries.invalidateQueries({ queryKey: ["catalogue"] }),
    ]);
  };
}

export type NewScope = ScopeInput & { prefix: string; subscope: string };

export function useCreateScope() {
  return useMutation({
    mutationFn: (body: NewScope) => answer(api.POST("/api/v1/scopes", { body })),
    onSuccess: useScopesChanged(),
  });
}

export function useUpdateScope(scope: string) {
  return useMutation({
    mutationFn: (body: ScopeInput) => answer(api.PUT("/api/v1/scopes", { params: { query: { scope } }, body })),
    onSuccess: useScopesChanged(),
  });
}

export function useDeactivateScope(scope: string) {
  return useMutation({
    mutationFn: () => answer(api.DELETE("/api/v1/scopes", { params: { query: { scope } } })),
    onSuccess: useScopesChanged(),
  });
}

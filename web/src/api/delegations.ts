import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { answer, api } from "./client";
import type { components } from "./schema";

export type Delegation = components["schemas"]["Delegation"];

const all = { params: { query: { inactive: true } } };

/** Given by the organisation or received by it, those that are over too. */
export const delegationsQuery = (side: "given" | "received") =>
  queryOptions({
    queryKey: ["delegations", side],
    queryFn: () =>
      answer(side === "given" ? api.GET("/api/v1/delegations", all) : api.GET("/api/v1/delegations/received", all)),
  });

function useDelegationsChanged() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["delegations"] });
}

const to = ({ supplier, scope }: { supplier: string; scope: string }) => ({
  params: { path: { supplier_orgno: supplier }, query: { scope } },
});

export type NewDelegation = { supplier: string; scope: string; valid_from?: string; valid_to?: string };

export function useDelegate() {
  return useMutation({
    mutationFn: ({ supplier, scope, ...body }: NewDelegation) =>
      answer(api.PUT("/api/v1/delegations/{supplier_orgno}", { ...to({ supplier, scope }), body })),
    onSuccess: useDelegationsChanged(),
  });
}

export function useRevokeDelegation() {
  return useMutation({
    mutationFn: (which: { supplier: string; scope: string }) =>
      answer(api.DELETE("/api/v1/delegations/{supplier_orgno}", to(which))),
    onSuccess: useDelegationsChanged(),
  });
}

import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { answer, api } from "../client";

export const prefixesQuery = (search: { search?: string; page: number; page_size: number }) =>
  queryOptions({
    queryKey: ["prefixes", "all", search],
    queryFn: () =>
      answer(api.GET("/internal/api/v1/scope_prefix", { params: { query: { ...search, inactive: true } } })),
    placeholderData: keepPreviousData,
  });

function usePrefixesChanged() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["prefixes"] });
}

export function useAssignPrefix() {
  return useMutation({
    mutationFn: (body: { prefix: string; owner_orgno: string }) =>
      answer(api.POST("/internal/api/v1/scope_prefix", { body })),
    onSuccess: usePrefixesChanged(),
  });
}

export type PrefixChange = { prefix: string; owner_orgno: string; active: boolean };

export function useChangePrefix() {
  return useMutation({
    mutationFn: ({ prefix, ...body }: PrefixChange) =>
      answer(api.PUT("/internal/api/v1/scope_prefix/{prefix}", { params: { path: { prefix } }, body })),
    onSuccess: usePrefixesChanged(),
  });
}

export function useDeletePrefix() {
  return useMutation({
    mutationFn: (prefix: string) =>
      answer(api.DELETE("/internal/api/v1/scope_prefix/{prefix}", { params: { path: { prefix } } })),
    onSuccess: usePrefixesChanged(),
  });
}

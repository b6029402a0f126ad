import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { answer, api } from "./client";
import type { components } from "./schema";

export type SystemUser = components["schemas"]["SystemUser"];
export type SystemUserInput = components["schemas"]["SystemUserInput"];

const all = { params: { query: { inactive: true } } };

/** Made by the organisation, or by others for its clients; deleted ones too. */
export const systemUsersQuery = (side: "own" | "received") =>
  queryOptions({
    queryKey: ["systemUsers", side],
    queryFn: () =>
      answer(side === "own" ? api.GET("/api/v1/systemusers", all) : api.GET("/api/v1/systemusers/received", all)),
  });

function useSystemUsersChanged() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["systemUsers"] });
}

export function useCreateSystemUser() {
  return useMutation({
    mutationFn: (body: SystemUserInput) => answer(api.POST("/api/v1/systemusers", { body })),
    onSuccess: useSystemUsersChanged(),
  });
}

export function useDeleteSystemUser() {
  return useMutation({
    mutationFn: (id: string) => answer(api.DELETE("/api/v1/systemusers/{id}", { params: { path: { id } } })),
    onSuccess: useSystemUsersChanged(),
  });
}

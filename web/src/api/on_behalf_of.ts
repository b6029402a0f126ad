import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { answer, api } from "./client";
import type { components } from "./schema";

export type Customer = components["schemas"]["OnBehalfOf"];
export type CustomerInput = components["schemas"]["OnBehalfOfInput"];

export const customersQuery = (client_id: string) =>
  queryOptions({
    queryKey: ["onBehalfOf", client_id],
    queryFn: () => answer(api.GET("/api/v1/clients/{client_id}/onbehalfof", { params: { path: { client_id } } })),
  });

function useCustomersChanged(client_id: string) {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["onBehalfOf", client_id] });
}

export function useAddCustomer(client_id: string) {
  return useMutation({
    mutationFn: (body: CustomerInput) =>
      answer(api.POST("/api/v1/clients/{client_id}/onbehalfof", { params: { path: { client_id } }, body })),
    onSuccess: useCustomersChanged(client_id),
  });
}

export function useRemoveCustomer(client_id: string) {
  return useMutation({
    mutationFn: (id: string) =>
      answer(api.DELETE("/api/v1/clients/{client_id}/onbehalfof/{id}", { params: { path: { client_id, id } } })),
    onSuccess: useCustomersChanged(client_id),
  });
}

import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { answer, api, sendJson } from "../client";
import { queryText } from "../query_text";
import type { Client, Part } from "./types";

const path = "/api/v1/operator/adminclients";

export const adminClientsQuery = (slice: { limit: number; offset: number }) =>
  queryOptions({
    queryKey: ["adminClients", "list", slice],
    queryFn: () => sendJson<Part<Client>>("GET", path + queryText(slice)),
    placeholderData: keepPreviousData,
  });

export const adminClientKeysQuery = (client_id: string) =>
  queryOptions({
    queryKey: ["adminClients", "keys", client_id],
    queryFn: async () => {
      const client = await answer(api.GET("/internal/api/v1/clients/{client_id}", { params: { path: { client_id } } }));
      return client.jwks.keys;
    },
  });

function useAdminClientsChanged() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["adminClients"] });
}

export function useCreateAdminClient() {
  return useMutation({
    mutationFn: (client: { orgno: string; client_name?: string; scopes: string[] }) =>
      sendJson<Client>("POST", path, client),
    onSuccess: useAdminClientsChanged(),
  });
}

/** A public key as somebody has it: a JWK, PEM, or certificates in PEM. */
export function useAddAdminKey(client_id: string) {
  return useMutation({
    mutationFn: (text: string) =>
      answer(
        api.POST("/internal/api/v1/clients/{client_id}/jwk", {
          params: { path: { client_id } },
          headers: { "Content-Type": "text/plain" },
          body: text,
          bodySerializer: (body) => body as string,
        }),
      ),
    onSuccess: useAdminClientsChanged(),
  });
}

export function useDeleteAdminKey(client_id: string) {
  return useMutation({
    mutationFn: (kid: string) =>
      answer(api.DELETE("/internal/api/v1/clients/{client_id}/jwk/{kid}", { params: { path: { client_id, kid } } })),
    onSuccess: useAdminClientsChanged(),
  });
}

import { queryOptions, useMutation, useQueries, useQueryClient } from "@tanstack/react-query";

import { answer, answerOrNothing, api } from "./client";
import type { components } from "./schema";

export { clientKeyState, keyState, type KeyState, lastingKey } from "./key_expiry";

export type Client = components["schemas"]["Client"];
export type ClientInput = components["schemas"]["ClientInput"];
export type Key = components["schemas"]["Key"];
export type RefusedRequest = components["schemas"]["RefusedRequest"];

/** All of the organisation's clients, deactivated ones too; the API does not page them. */
export const clientsQuery = queryOptions({
  queryKey: ["clients", "list"],
  queryFn: () => answer(api.GET("/api/v1/clients", { params: { query: { inactive: true } } })),
});

export const clientQuery = (client_id: string) =>
  queryOptions({
    queryKey: ["clients", "one", client_id],
    queryFn: () => readClient(client_id),
  });

const readClient = (client_id: string) =>
  answer(api.GET("/api/v1/clients/{client_id}", { params: { path: { client_id } } }));

/** The keys of a client, those that last longest first; a client without keys has none, which the API tells as 404. */
export const keysQuery = (client_id: string) =>
  queryOptions({
    queryKey: ["clients", "keys", client_id],
    queryFn: async () => {
      const set = await answerOrNothing(
        api.GET("/api/v1/clients/{client_id}/jwks", { params: { path: { client_id } } }),
      );
      return [...(set?.keys ?? [])].sort((a, b) => b.exp - a.exp);
    },
  });

/** The keys of several clients, each as it comes: one request a client, so only for those on the screen. */
export function useKeysOf(clients: readonly Client[]) {
  return useQueries({ queries: clients.map(({ client_id }) => keysQuery(client_id)) });
}

export const refusalsQuery = (client_id: string) =>
  queryOptions({
    queryKey: ["clients", "refusals", client_id],
    queryFn: () => answer(api.GET("/api/v1/clients/{client_id}/refusals", { params: { path: { client_id } } })),
  });

function useClientsChanged() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["clients"] });
}

export const jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** What is the same for every client here. */
const fixed = {
  active: true,
  integration_type: "maskinporten",
  application_type: "web",
  grant_types: [jwtBearer],
  token_endpoint_auth_method: "private_key_jwt",
} as const;

export type NewClient = Pick<
  ClientInput,
  "client_name" | "description" | "access_token_lifetime" | "scopes" | "client_orgno"
>;

export function useCreateClient() {
  return useMutation({
    mutationFn: (client: NewClient) =>
      answer(api.POST("/api/v1/clients", { body: { ...client, ...fixed, grant_types: [jwtBearer] } })),
    onSuccess: useClientsChanged(),
  });
}

export type ClientChange = Partial<
  Pick<Client, "client_name" | "description" | "access_token_lifetime" | "active" | "scopes">
>;

/** What the server writes itself. */
const written = new Set(["created", "last_updated", "jwks_uri"]);

/** A PUT replaces the whole client, so what is changed is changed on the client as it is now, not as it was shown. */
export function useChangeClient(client_id: string) {
  return useMutation({
    mutationFn: async (change: ClientChange | ((now: Client) => ClientChange)) => {
      const now = await readClient(client_id);
      const changed = { ...now, ...(typeof change === "function" ? change(now) : change) };
      const body = Object.fromEntries(Object.entries(changed).filter(([name]) => !written.has(name))) as ClientInput;
      return answer(api.PUT("/api/v1/clients/{client_id}", { params: { path: { client_id } }, body }));
    },
    onSuccess: useClientsChanged(),
  });
}

export function useDeactivateClient(client_id: string) {
  return useMutation({
    mutationFn: () => answer(api.DELETE("/api/v1/clients/{client_id}", { params: { path: { client_id } } })),
    onSuccess: useClientsChanged(),
  });
}

/** A public key as somebody has it: a JWK, PEM, or certificates in PEM. */
export function useAddKeyText(client_id: string) {
  return useMutation({
    mutationFn: (text: string) =>
      answer(
        api.POST("/api/v2/clients/{client_id}/key", {
          params: { path: { client_id } },
          headers: { "Content-Type": "text/plain" },
          body: text,
          bodySerializer: (body) => body as string,
        }),
      ),
    onSuccess: useClientsChanged(),
  });
}

export type PublicJwk = Required<Pick<Key, "kty" | "use" | "alg" | "kid" | "n" | "e">>;

export function usePutKey(client_id: string) {
  return useMutation({
    mutationFn: (key: PublicJwk) =>
      answer(
        api.PUT("/api/v1/clients/{client_id}/jwks/{kid}", {
          params: { path: { client_id, kid: key.kid } },
          body: key,
        }),
      ),
    onSuccess: useClientsChanged(),
  });
}

export function useDeleteKey(client_id: string) {
  return useMutation({
    mutationFn: (kid: string) =>
      answer(api.DELETE("/api/v1/clients/{client_id}/jwks/{kid}", { params: { path: { client_id, kid } } })),
    onSuccess: useClientsChanged(),
  });
}

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { sendJson } from "../client";
import type { SigningKey } from "./types";

const path = "/api/v1/operator/signing-keys";

export const signingKeysQuery = queryOptions({
  queryKey: ["signingKeys"],
  queryFn: () => sendJson<SigningKey[]>("GET", path),
});

function useSigningKeysChanged() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["signingKeys"] });
}

export function useMakeSigningKey() {
  return useMutation({ mutationFn: () => sendJson<SigningKey>("POST", path), onSuccess: useSigningKeysChanged() });
}

export function useChangeSigningKey() {
  return useMutation({
    mutationFn: ({ kid, state }: { kid: string; state: "active" | "retired" }) =>
      sendJson<SigningKey>("PUT", `${path}/${encodeURIComponent(kid)}`, { state }),
    onSuccess: useSigningKeysChanged(),
  });
}

import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { sendJson } from "../client";
import { queryText } from "../query_text";
import type { Part, RegisteredOrganisation } from "./types";

const path = "/api/v1/operator/organisations";

export const organisationsQuery = (search: { q: string; limit: number; offset: number }) =>
  queryOptions({
    queryKey: ["organisations", "list", search],
    queryFn: () => sendJson<Part<RegisteredOrganisation>>("GET", path + queryText(search)),
    placeholderData: keepPreviousData,
  });

/** Registers an organisation, or gives it another name. */
export function usePutOrganisation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ orgno, name }: { orgno: string; name: string }) =>
      sendJson<RegisteredOrganisation>("PUT", `${path}/${orgno}`, { name }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["organisations"] }),
  });
}

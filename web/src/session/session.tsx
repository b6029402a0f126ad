import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { sendJson, setCsrfToken } from "../api/client";
import type { Right, SessionDocument } from "../api/session_types";

async function readSession(): Promise<SessionDocument> {
  const session = await sendJson<SessionDocument>("GET", "/api/v1/session");
  setCsrfToken(session.user?.csrf_token ?? "");
  return session;
}

export const sessionQuery = queryOptions({ queryKey: ["session"], queryFn: readSession, staleTime: 60_000 });

/** The session; loaded before any page is shown. */
export function useSession(): SessionDocument {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("the session is asked for before it was loaded");
  return data;
}

/** Who is signed in; only for pages behind the login. */
export function useUser(): NonNullable<SessionDocument["user"]> {
  const { user } = useSession();
  if (!user) throw new Error("a page behind the login is shown to nobody");
  return user;
}

export function useRight(right: Right): boolean {
  return useUser().rights.includes(right);
}

/** Whatever was read for one organisation is nothing to another: all of it is forgotten. */
function useNewSession() {
  const client = useQueryClient();
  return (session: SessionDocument) => {
    setCsrfToken(session.user?.csrf_token ?? "");
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
    client.setQueryData(sessionQuery.queryKey, session);
  };
}

export function useSwitchOrganisation() {
  const accept = useNewSession();
  return useMutation({
    mutationFn: (orgno: string) => sendJson<SessionDocument>("PUT", "/api/v1/session/organisation", { orgno }),
    onSuccess: accept,
  });
}

export function useTestLogin() {
  const accept = useNewSession();
  return useMutation({
    mutationFn: (choice: { orgno: string; rights: Right[] }) =>
      sendJson<SessionDocument>("POST", "/session/test-login", choice),
    onSuccess: accept,
  });
}

export function useLogout() {
  return useMutation({
    mutationFn: () => sendJson<{ redirect: string | null }>("POST", "/session/logout"),
    // a whole new page: nothing of the session stays in memory
    onSuccess: ({ redirect }) => window.location.assign(redirect ?? document.baseURI),
  });
}

/** Leaves the page for the login issuer, which sends the browser back to `path`. */
export function loginAddress(path: string): string {
  return `/session/login?return_to=${encodeURIComponent(path)}`;
}

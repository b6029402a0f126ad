import type { QueryClient } from "@tanstack/react-query";
import { createBrowserRouter, redirect, type RouteObject } from "react-router";

import { sessionQuery } from "./session/session";
import { Frame } from "./ui/frame";
import { PageFailed } from "./ui/page_failed";

/** Where the application lives on its host: the page's <base>, without the slash at the end. */
export const basePath = new URL(document.baseURI).pathname.replace(/\/$/, "");

// Each page is a chunk of its own; the module's `Component` is the page.
const behindLogin: RouteObject[] = [
  { index: true, lazy: () => import("./pages/home") },
  { path: "clients", lazy: () => import("./pages/clients") },
  { path: "clients/new", lazy: () => import("./pages/client_new") },
  { path: "clients/:clientId/keys/new", lazy: () => import("./pages/client_key_new") },
  { path: "clients/:clientId/scopes/add", lazy: () => import("./pages/client_scopes_add") },
  { path: "clients/:clientId/:tab?", lazy: () => import("./pages/client") },
  { path: "catalogue", lazy: () => import("./pages/catalogue") },
  { path: "catalogue/:name", lazy: () => import("./pages/catalogue_entry") },
  { path: "requests/:tab?", lazy: () => import("./pages/requests") },
  { path: "delegations/:tab?", lazy: () => import("./pages/delegations") },
  { path: "delegations/new", lazy: () => import("./pages/delegation_new") },
  { path: "systemusers/:tab?", lazy: () => import("./pages/system_users") },
  { path: "systemusers/new", lazy: () => import("./pages/system_user_new") },
  { path: "try", lazy: () => import("./pages/try_it") },
  { path: "scopes", lazy: () => import("./pages/scopes") },
  { path: "scopes/new", lazy: () => import("./pages/scope_new") },
  { path: "scopes/:name/:tab?", lazy: () => import("./pages/scope") },
  { path: "scopes/:name/edit", lazy: () => import("./pages/scope_edit") },
  { path: "notifications", lazy: () => import("./pages/notifications") },
  { path: "notifications/new", lazy: () => import("./pages/notification_new") },
  { path: "statistics", lazy: () => import("./pages/statistics") },
  { path: "operator/organisations", lazy: () => import("./pages/operator/organisations") },
  { path: "operator/prefixes", lazy: () => import("./pages/operator/prefixes") },
  { path: "operator/adminclients", lazy: () => import("./pages/operator/admin_clients") },
  { path: "operator/signing-keys", lazy: () => import("./pages/operator/signing_keys") },
  { path: "operator/ledger", lazy: () => import("./pages/operator/ledger") },
  { path: "settings", lazy: () => import("./pages/settings") },
];

const forEveryone: RouteObject[] = [
  { path: "login", lazy: () => import("./pages/login") },
  { path: "accessibility", lazy: () => import("./pages/accessibility") },
];

export function makeRouter(queries: QueryClient) {
  return createBrowserRouter(
    [
      {
        loader: () => queries.query({ ...sessionQuery, staleTime: "static" }),
        element: <Frame />,
        errorElement: <PageFailed />,
        hydrateFallbackElement: <></>,
        children: [
          {
            errorElement: <PageFailed />,
            children: [
              ...forEveryone,
              {
                loader: async ({ request }) => {
                  const { user } = await queries.query({ ...sessionQuery, staleTime: "static" });
                  if (user) return null;
                  const url = new URL(request.url);
                  const back = url.pathname.slice(basePath.length) + url.search;
                  return redirect(back === "/" ? "/login" : `/login?return_to=${encodeURIComponent(back)}`);
                },
                children: behindLogin,
              },
              { path: "*", lazy: () => import("./pages/not_found") },
            ],
          },
        ],
      },
    ],
    { basename: basePath },
  );
}

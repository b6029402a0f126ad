import "@fontsource-variable/inter";
import "@digdir/designsystemet-css";
import "../theme/portvakt.css";
import "./style.css";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";

import { ApiProblem } from "./api/problem";
import { startLanguages } from "./i18n";
import { makeRouter } from "./routes";
import { applyColourScheme, chosenColourScheme } from "./ui/colour_scheme";
import { Flashes } from "./ui/flash";
import { followFragmentLinks } from "./ui/fragment_links";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What was refused is refused again; only a server or a network that failed may do better.
      retry: (count, error) =>
        count < 2 && (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500),
    },
  },
});

applyColourScheme(chosenColourScheme());
followFragmentLinks();
await startLanguages();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Flashes>
        <RouterProvider router={makeRouter(queries)} />
      </Flashes>
    </QueryClientProvider>
  </StrictMode>,
);

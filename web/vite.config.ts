import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Paths in the built page are relative to its <base>, which the server sets: the application does not know where it lives.
// `npm run dev` passes everything that is not the application on to a sandbox.
const sandbox = process.env["PORTVAKT_SANDBOX"] ?? "http://127.0.0.1:8080";

// Components of which nothing is used fall out of the build, and with them what they alone import: the package does not
// say that its modules may (the custom elements of designsystemet-web do act when they are loaded, and stay).
const unmarked = /\/@digdir\/designsystemet-react\/dist\//;

export default defineConfig({
  base: "./",
  plugins: [react()],
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { treeshake: { moduleSideEffects: [{ test: unmarked, sideEffects: false }] } },
  },
  server: {
    proxy: {
      "/api": { target: sandbox },
      "/internal": { target: sandbox },
      "/session": { target: sandbox },
    },
  },
});

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Paths in the built page are relative to its <base>, which the server sets: the application does not know where it lives.
// `npm run dev` passes everything that is not the application on to a sandbox.
const sandbox = process.env["PORTVAKT_SANDBOX"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "./",
  plugins: [react()],
  build: { target: "es2023", modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  server: {
    proxy: {
      "/api": { target: sandbox },
      "/internal": { target: sandbox },
      "/session": { target: sandbox },
    },
  },
});

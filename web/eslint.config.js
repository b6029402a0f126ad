import js from "@eslint/js";
import accessibility from "eslint-plugin-jsx-a11y-x";
import hooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import typescript from "typescript-eslint";

// Also for tests/e2e, so paths here begin anywhere (scripts/lint runs it from the top). Format is prettier's; unused and mistyped names are the compiler's. What stands here finds faults.
export default defineConfig([
  globalIgnores(["**/dist/", "**/design-tokens/", "**/schema.d.ts", "**/theme/"]),
  js.configs.recommended,
  { files: ["**/*.mjs"], languageOptions: { globals: { console: "readonly", process: "readonly" } } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [
      typescript.configs.strictTypeChecked,
      hooks.configs.flat["recommended-latest"],
      accessibility.configs.strict,
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "no-console": "error",
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            { from: "package", package: "node:test", name: ["test", "describe", "after", "before"] },
          ],
        },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // a box that scrolls must be reached by the keyboard (axe: scrollable-region-focusable)
      "jsx-a11y-x/no-noninteractive-tabindex": ["error", { roles: ["region", "tabpanel"], tags: [] }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
]);

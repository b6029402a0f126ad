import type { Messages } from "../nb";

export const home: Messages["home"] = {
  title: "Velkomen, {{name}}",
  needsYou: "Treng deg no",
  allClear: "Ingenting ventar på deg. Nøklar, førespurnader og tokenførespurnader er i orden.",
  shortcuts: "Kva vil du gjere?",
};

export const home = {
  title: "Velkommen, {{name}}",
  needsYou: "Trenger deg nå",
  allClear: "Ingenting venter på deg. Nøkler, forespørsler og tokenforespørsler er i orden.",
  shortcuts: "Hva vil du gjøre?",
};

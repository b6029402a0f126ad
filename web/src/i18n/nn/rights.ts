import type { Messages } from "../nb";

export const rights: Messages["rights"] = {
  missing: "Sida krev retten «{{right}}», som du ikkje har for {{organisation}} i denne økta.",
  whomToAsk: "Hovudadministratoren i verksemda kan gje deg retten. Har du han alt, så logg ut og inn igjen og vel han.",
};

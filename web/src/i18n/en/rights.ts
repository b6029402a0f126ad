import type { Messages } from "../nb";

export const rights: Messages["rights"] = {
  missing: "Siden krever rettigheten «{{right}}», som du ikke har for {{organisation}} i denne økten.",
  whomToAsk:
    "Hovedadministratoren i virksomheten kan gi deg rettigheten. Har du den allerede, så logg ut og inn igjen og velg den.",
};

import type { Messages } from "../nb";

export const lookup: Messages["lookup"] = {
  looking: "Slår opp nummeret …",
  invalid: "Kontrollsifferet stemmer ikke. Sjekk at alle ni sifrene er riktige.",
  unknown: "Nummeret er gyldig, men organisasjonen er ikke registrert her ennå. Sjekk det en gang til.",
  failed: "Fikk ikke slått opp navnet akkurat nå.",
};

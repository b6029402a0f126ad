import type { Messages } from "../nb";

export const lookup: Messages["lookup"] = {
  looking: "Slår opp nummeret …",
  invalid: "Kontrollsifferet stemmer ikkje. Sjekk at alle dei ni siffera er rette.",
  unknown: "Nummeret er gyldig, men organisasjonen er ikkje registrert her enno. Sjekk det ein gong til.",
  failed: "Fekk ikkje slått opp namnet akkurat no.",
};

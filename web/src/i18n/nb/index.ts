import type { Texts } from "../texts";
import { common } from "./common";
import { home } from "./home";
import { login } from "./login";
import { settings } from "./settings";

/** Bokmål is where texts are written first; the other languages must have the same keys. */
export const nb = { common, home, login, settings };

export type Messages = Texts<typeof nb>;

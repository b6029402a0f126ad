import type { Messages } from "../nb";
import { common } from "./common";
import { home } from "./home";
import { login } from "./login";
import { settings } from "./settings";

export const nn: Messages = { common, home, login, settings };

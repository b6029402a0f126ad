import type { Messages } from "../nb";
import { access } from "./access";
import { catalogue } from "./catalogue";
import { chart } from "./chart";
import { common } from "./common";
import { delegations } from "./delegations";
import { home } from "./home";
import { login } from "./login";
import { lookup } from "./lookup";
import { operator } from "./operator";
import { requests } from "./requests";
import { rights } from "./rights";
import { scopes } from "./scopes";
import { settings } from "./settings";
import { statistics } from "./statistics";
import { systemUsers } from "./systemUsers";

export const nn: Messages = {
  access,
  catalogue,
  chart,
  common,
  delegations,
  home,
  login,
  lookup,
  operator,
  requests,
  rights,
  scopes,
  settings,
  statistics,
  systemUsers,
};

/** What an admin client may be given, the least first. */
export const memberScopes = [
  "idporten:dcr.read",
  "idporten:dcr.modify",
  "idporten:dcr.write",
  "idporten:dcr/onbehalfof.write",
  "idporten:dcr.supplier",
  "idporten:dcr.altinn",
  "idporten:dcr.datasharing",
  "idporten:scopes.read",
  "idporten:scopes.write",
] as const;

/** Only in the hands of the operator's own organisation do these open anything. */
export const operatorScopes = ["idporten:operator.read", "idporten:operator.write", "idporten:cloud.read"] as const;

export type AdminScope = (typeof memberScopes)[number] | (typeof operatorScopes)[number];

/** The scope's name as the texts know it. */
export const scopeText = {
  "idporten:dcr.read": "dcrRead",
  "idporten:dcr.modify": "dcrModify",
  "idporten:dcr.write": "dcrWrite",
  "idporten:dcr/onbehalfof.write": "onBehalfOf",
  "idporten:dcr.supplier": "supplier",
  "idporten:dcr.altinn": "altinn",
  "idporten:dcr.datasharing": "datasharing",
  "idporten:scopes.read": "scopesRead",
  "idporten:scopes.write": "scopesWrite",
  "idporten:operator.read": "operatorRead",
  "idporten:operator.write": "operatorWrite",
  "idporten:cloud.read": "cloudRead",
} as const satisfies Record<AdminScope, string>;

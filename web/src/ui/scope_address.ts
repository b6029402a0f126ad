// Where pages about a scope are. Names hold `:` and `/`, so they are encoded.

export const scopeAddress = (scope: string, tab?: string) =>
  `/scopes/${encodeURIComponent(scope)}${tab ? `/${tab}` : ""}`;
export const editScopeAddress = (scope: string) => scopeAddress(scope, "edit");
export const catalogueAddress = (scope: string) => `/catalogue/${encodeURIComponent(scope)}`;
export const newClientAddress = (scope: string) => `/clients/new?scope=${encodeURIComponent(scope)}`;
export const newDelegationAddress = (scope: string) => `/delegations/new?scope=${encodeURIComponent(scope)}`;

/** The same keys with any texts: what a translation must be, so a key that is missing or too many does not compile. */
export type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

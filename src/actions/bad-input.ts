/** An input that cannot be used; its message says what to do. */
export class BadInput extends Error {}

/** Why nothing was begun, in one sentence that says what to do. */
export class Refusal extends Error {}

/** The package types only its full build; the light one is the same without Redis, and what Octokit's plugin loads anyway. */
declare module 'bottleneck/light.js' {
  export { default } from 'bottleneck'
}

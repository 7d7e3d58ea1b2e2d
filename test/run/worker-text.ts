/** A worker's workflow as far as it matters here: what it declares and shows, and nothing that it does. */
export const workerText = `name: Worker
run-name: \${{ inputs.task }} \${{ inputs.claim }}
on:
  workflow_dispatch:
    inputs:
      task: { required: true }
      claim: { required: true }
      issue: { required: false }
      model: { required: false }
      attempt: { required: false }
jobs: {}
`

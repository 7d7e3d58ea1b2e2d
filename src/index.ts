import { proxyVariables } from './actions/proxy-variables.ts'
import { graphqlUrlOf, whoAmI } from './github/who-am-i.ts'

// The first request leaves before the rest of the program is loaded: on a runner, loading takes longer than asking.
const token = process.env.INPUT_TOKEN?.trim() ?? ''
const apiUrl = process.env.GITHUB_API_URL ?? 'https://api.github.com'
const graphqlUrl = process.env.GITHUB_GRAPHQL_URL ?? graphqlUrlOf(apiUrl)
const proxied = proxyVariables.some((name) => process.env[name])
const asked = token === '' || proxied ? undefined : whoAmI(graphqlUrl, token)

// Loading is one piece of work, during which nothing leaves: neither the name is looked up nor the connection made.
Promise.resolve(asked?.sent)
  .then(() => import('./main.ts'))
  .then(({ main }) => main(asked?.viewer))

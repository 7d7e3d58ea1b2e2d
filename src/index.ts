import { graphqlUrlOf, whoAmI } from './github/who-am-i.ts'

// The first request leaves before the rest of the program is loaded: on a runner, loading takes longer than asking.
const token = process.env.INPUT_TOKEN?.trim() ?? ''
const apiUrl = process.env.GITHUB_API_URL ?? 'https://api.github.com'
const graphqlUrl = process.env.GITHUB_GRAPHQL_URL ?? graphqlUrlOf(apiUrl)
const proxied = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) => process.env[name])
const viewer = token === '' || proxied ? undefined : whoAmI(graphqlUrl, token)

import('./main.ts').then(({ main }) => main(viewer))

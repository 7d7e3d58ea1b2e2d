import { Hono } from 'hono'
import { runPage, runsPage } from './runs-page.ts'
import type { Site } from './site.ts'

export function runRoutes(site: Site): Hono {
  const routes = new Hono()
  const { desk, playground } = site
  routes.get('/actions', (call) => {
    const asked = site.query(call).get('of')
    const kind = asked === 'coordinator' || asked === 'workers' ? asked : 'all'
    return site.show(call, runsPage(site.frame(call), playground, kind))
  })
  routes.post('/actions/start', async (call) => {
    site.requireWriter(call, 'start a workflow')
    const form = site.form(call)
    await playground.dispatch({ dryRun: form.has('dryRun'), confirm: form.has('confirm') })
    return call.redirect(`${site.home()}/actions`, 303)
  })
  routes.get('/actions/runs/:run{[0-9]+}', (call) =>
    site.show(call, runPage(site.frame(call), playground, Number(call.req.param('run')))),
  )
  routes.post('/actions/runs/:run{[0-9]+}/cancel', async (call) => {
    const path = `/actions/runs/${call.req.param('run')}`
    const refused = await desk.send(site.login(call), 'POST', `${path}/cancel`)
    return site.done(call, refused, `${site.home()}${path}`)
  })
  return routes
}

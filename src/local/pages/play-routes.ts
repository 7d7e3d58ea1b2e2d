import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { clockPage } from './clock-page.ts'
import { chosenLogin, type Site } from './site.ts'
import { slackPage } from './slack-page.ts'
import { Trouble } from './trouble.ts'

/** Hours that the clock is moved at once, at most: a run of the coordinator is played for each. */
const longest = 24 * 14

/** What GitHub has no page for: who one is, the clock, the whole state. */
export function playRoutes(site: Site): Hono {
  const routes = new Hono()
  const { desk, playground } = site
  routes.get('/', (call) => call.redirect(`${site.home()}/issues`, 302))
  routes.post('/user', (call) => {
    const login = site.form(call).text('login')
    if (!desk.logins().includes(login)) throw new Trouble(400, 'There is nobody of that name to be.')
    setCookie(call, chosenLogin, login, { path: '/', httpOnly: true, sameSite: 'Strict' })
    const back = site.form(call).text('back')
    return call.redirect(/^\/(?![/\\])/.test(back) ? back : '/', 303)
  })
  routes.post('/clock/forward', async (call) => {
    const hours = site.form(call).text('hours')
    const isNumber = Number(hours) > 0 && Number(hours) <= longest
    if (hours !== 'next' && !isNumber) throw new Trouble(400, `Say hours from 0 to ${longest}, or "next".`)
    await (hours === 'next' ? playground.forwardToNext() : playground.forward(Number(hours)))
    return call.redirect(`${site.home()}/clock`, 303)
  })
  routes.get('/state.json', (call) => {
    const name = 'attachment; filename="local-tracker.json"'
    return call.body(playground.exportState(), 200, { 'content-type': 'application/json', 'content-disposition': name })
  })
  routes.post('/state', async (call) => {
    try {
      await playground.loadState(site.form(call).text('state'))
    } catch (error) {
      throw new Trouble(422, error instanceof Error ? error.message : String(error))
    }
    return call.redirect(`${site.home()}/issues`, 303)
  })
  return routes
}

export function messageRoutes(site: Site): Hono {
  const routes = new Hono()
  const { playground } = site
  routes.get('/slack', (call) => site.show(call, slackPage(site.frame(call), playground.slack.messages)))
  routes.get('/clock', (call) => site.show(call, clockPage(site.frame(call), playground)))
  return routes
}

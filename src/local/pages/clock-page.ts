import { html } from 'hono/html'
import type { Playground } from '../playground/playground.ts'
import { type Frame, type Html, hidden, page } from './layout.ts'
import { longTime } from './time.ts'

/** Hours that the buttons move the clock by. */
const steps = [1, 8, 24] as const

export function clockPage(frame: Frame, playground: Playground): Html {
  const next = playground.nextDue()
  return page(frame, 'clock', 'Clock', [
    html`<section class="heading" data-part="time"><h1>Clock</h1><p>It is <b>${longTime(frame.now)}</b>.
${next === undefined ? 'Nothing is due.' : html`Next: ${next.what}, ${longTime(next.at)}.`}</p></section>`,
    html`<form class="box" method="post" action="/clock/forward" data-live data-part="forward">${hidden(frame)}<h2>Move the clock</h2>
<p>What becomes due on the way happens in its order: scheduled runs, steps of workers.</p>
<div class="buttons">${steps.map((hours) => html`<button name="hours" value="${hours}" class="${hours === 8 ? 'main' : ''}">+${hours} h</button>`)}
<button name="hours" value="next">Next event</button></div></form>`,
    html`<section class="box" data-part="save"><h2>Keep the state</h2><p><a href="/state.json" download="local-tracker.json">Export the state</a> as one file.</p></section>`,
    html`<form class="box" method="post" action="/state" enctype="multipart/form-data" data-part="load">${hidden(frame)}<h2>Load a state</h2>
<p>It replaces everything that is here.</p>
<label>File of an export <input type="file" name="state" accept=".json,application/json" required /></label> <button>Load</button></form>`,
  ])
}

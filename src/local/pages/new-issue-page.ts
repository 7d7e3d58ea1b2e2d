import { html } from 'hono/html'
import { type Frame, type Html, hidden, home, page } from './layout.ts'

export function newIssuePage(frame: Frame): Html {
  return page(frame, 'issues', 'New issue', [
    html`<h1 data-part="title">New issue</h1>`,
    html`<form class="box" method="post" action="${home(frame)}/issues" data-part="form">${hidden(frame)}
<label>Title <input name="title" maxlength="256" required /></label>
<label for="body"><b>Description</b></label>
<textarea id="body" name="body" rows="8"></textarea>
<div class="buttons"><button class="main">Open the issue</button></div></form>`,
  ])
}

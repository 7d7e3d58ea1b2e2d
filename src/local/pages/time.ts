import { html } from 'hono/html'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const two = (number: number) => String(number).padStart(2, '0')

/** `24 Feb 2026, 14:05`, in UTC. */
function shortTime(at: Date): string {
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}, ${time}`
}

export function longTime(at: Date): string {
  return `${days[at.getUTCDay()]} ${shortTime(at)} UTC`
}

/** Never "3 hours ago": a page would change all the time without news. */
export function timeTag(iso: string) {
  const at = new Date(iso)
  return Number.isNaN(at.getTime())
    ? html`<span>an unknown time</span>`
    : html`<time datetime="${iso}" title="${longTime(at)}">${shortTime(at)}</time>`
}

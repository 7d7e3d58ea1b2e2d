import type { TaskState } from '../records/task-record.ts'

/** How a state looks in the pictures: colours alone tell nobody everything, so each has a sign and a border of its own. */
export interface StateLook {
  readonly sign: string
  readonly word: string
  /** Styles of a node in Mermaid's `classDef`. */
  readonly style: string
}

/**
 * Light where nothing has begun, dark where work is or was. Text and fill are both set, at 4.5:1 or more, because the page
 * around them is light for some readers and dark for others; borders stand out from either.
 */
export const stateLooks: Readonly<Record<TaskState | 'unopened', StateLook>> = {
  blocked: look('○', 'blocked', '#eaeef2', '#24292f', '#6e7781'),
  ready: look('◇', 'ready', '#ddf4ff', '#0a3069', '#218bff', '2px'),
  assigned: look('◆', 'assigned', '#b6e3ff', '#0a3069', '#0969da', '3px'),
  running: look('►', 'running', '#0969da', '#ffffff', '#54aeff', '3px'),
  stalled: look('▲', 'stalled', '#ffd8b5', '#5c2200', '#e16f24', '4px', '8 3'),
  review: look('◎', 'in review', '#6639ba', '#ffffff', '#a475f9', '3px'),
  waiting: look('↻', 'waiting', '#fff8c5', '#4d2d00', '#bf8700', '2px', '6 3'),
  failed: look('✕', 'failed', '#a40e26', '#ffffff', '#ff8182', '4px'),
  held: look('■', 'held', '#57606a', '#ffffff', '#8c959f', '2px', '8 3'),
  done: look('✓', 'done', '#116329', '#ffffff', '#2da44e'),
  dropped: look('⊘', 'dropped', '#f6f8fa', '#57606a', '#8c959f', '1px', '2 3'),
  unopened: look('·', 'not opened', '#ffffff', '#24292f', '#8c959f', '1px', '1 4'),
}

function look(
  sign: string,
  word: string,
  fill: string,
  text: string,
  border: string,
  width = '1px',
  dashes = '',
): StateLook {
  const dashed = dashes === '' ? '' : `,stroke-dasharray:${dashes}`
  return { sign, word, style: `fill:${fill},color:${text},stroke:${border},stroke-width:${width}${dashed}` }
}

export function lookOf(state: TaskState | undefined): StateLook {
  return stateLooks[state ?? 'unopened']
}

import { type Headway, roughTime, timeFor } from '../core/report/headway.ts'

/** Where long work is shown: standard error, as far as it matters here. */
export interface Screen {
  readonly isTTY?: boolean
  /** Undefined where nobody knows. */
  readonly columns?: number
  write(text: string): unknown
}

export interface HeadwayDisplay {
  show(headway: Headway): void
  /** A line of its own, above what is shown. */
  say(line: string): void
  /** Takes away what is shown. */
  end(): void
}

/** Columns of a terminal that does not tell. */
const usualColumns = 80
/** Writes from one line to the next where lines stay: by count, so that the same run says the same. */
const writesPerLine = 50
const clearLine = '\r\u001B[K'

/** On a terminal one line that is drawn anew; elsewhere a line now and then. */
export function displayOn(screen: Screen): HeadwayDisplay {
  return screen.isTTY ? drawnLine(screen) : linesNowAndThen(screen)
}

function drawnLine(screen: Screen): HeadwayDisplay {
  let drawn = ''
  const draw = (line: string) => {
    screen.write(`${clearLine}${line}`)
    drawn = line
  }
  return {
    show: (headway) => draw(barLine(headway, screen.columns ?? usualColumns)),
    say: (line) => {
      screen.write(`${drawn === '' ? '' : clearLine}${line}\n`)
      if (drawn !== '') draw(drawn)
    },
    end: () => {
      if (drawn !== '') draw('')
    },
  }
}

function linesNowAndThen(screen: Screen): HeadwayDisplay {
  let next = writesPerLine
  return {
    show: (headway) => {
      if (headway.done < next) return
      next = (Math.floor(headway.done / writesPerLine) + 1) * writesPerLine
      screen.write(`${headway.done} of ${headway.total} writes done${timeLeft(headway)}: ${headway.doing}\n`)
    },
    say: (line) => screen.write(`${line}\n`),
    end: () => {},
  }
}

const widestBar = 16
const narrowestBar = 5

/** Bar, counts, time left and what is being done, within the columns: the last is cut first, and the bar left out last. */
export function barLine(headway: Headway, columns: number): string {
  // A terminal that fills its last column may begin a new line.
  const room = columns - 1
  const { done, total, doing } = headway
  const counts = `${done}/${total}${timeLeft(headway)}`
  const barRoom = Math.min(widestBar, room - counts.length - 3)
  const head = barRoom < narrowestBar ? counts : `[${bar(done, total, barRoom)}] ${counts}`
  const left = room - head.length - 2
  return left < shortestDoing ? cut(head, room) : `${head}  ${cut(doing, left)}`
}

/** In fewer columns nobody would know what is meant. */
const shortestDoing = 8

function cut(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - 1))}…`.slice(0, Math.max(0, columns))
}

function bar(done: number, total: number, width: number): string {
  const filled = total === 0 ? width : Math.floor((width * done) / total)
  return `${'#'.repeat(filled)}${'-'.repeat(width - filled)}`
}

function timeLeft({ done, total }: Headway): string {
  return total === done ? '' : `, ${roughTime(timeFor(total - done))} left`
}

/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** Mermaid, where its script is loaded. */
interface Mermaid {
  initialize(settings: object): void
  render(id: string, code: string, container: HTMLElement): Promise<{ svg: string }>
}

/**
 * What pages do in the browser: they draw pictures, send forms without leaving, and take over what changed. It is sent as
 * its own source, so nothing outside it may be used. Without it pages can be read and forms be posted all the same.
 */
function livePage(): void {
  /** Of each part, what the server sent: the page itself changes with pictures and what people write. */
  const sent = new WeakMap<Element, string>()
  const news = document.getElementById('news')
  const trouble = document.getElementById('trouble')

  function keyOf(element: Element): string | undefined {
    const { part, list } = (element as HTMLElement).dataset
    return part ?? (list === undefined ? undefined : `list ${list}`)
  }

  function remember(parent: Element): void {
    for (const child of parent.children) {
      if ((child as HTMLElement).dataset.list !== undefined) remember(child)
      else if ((child as HTMLElement).dataset.part !== undefined) sent.set(child, child.outerHTML)
    }
  }

  /** Somebody is writing or choosing there. */
  function isTouched(part: Element): boolean {
    const texts = [...part.querySelectorAll('textarea')]
    const inputs = [...part.querySelectorAll('input')].filter(({ type }) => type !== 'hidden')
    const options = [...part.querySelectorAll('option')]
    return (
      texts.some(({ value, defaultValue }) => value !== defaultValue) ||
      inputs.some((input) => input.value !== input.defaultValue || input.checked !== input.defaultChecked) ||
      options.some((option) => option.defaultSelected && !option.selected)
    )
  }

  function replace(old: Element, fresh: Element): void {
    const text = fresh.outerHTML
    if (sent.get(old) === text || isTouched(old)) return
    const open = [...old.querySelectorAll('details[open][id]')].map(({ id }) => id)
    const focused = old.contains(document.activeElement) ? document.activeElement : null
    const index =
      focused === null ? -1 : [...old.querySelectorAll('a, button, input, select, textarea, summary')].indexOf(focused)
    const taken = document.importNode(fresh, true)
    old.replaceWith(taken)
    sent.set(taken, text)
    for (const id of open) taken.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '')
    if (focused === null) return
    const same = focused.id === '' ? null : document.getElementById(focused.id)
    const near = [...taken.querySelectorAll<HTMLElement>('a, button, input, select, textarea, summary')].at(index)
    ;(same ?? near ?? document.getElementById('main'))?.focus({ preventScroll: true })
  }

  /** Makes the list as it is in the fresh page; answers how many parts are new in lists that tell of news. */
  function update(old: Element, fresh: Element): number {
    const there = new Map([...old.children].map((child) => [keyOf(child), child]))
    let added = 0
    let before: Element | null = null
    for (const child of fresh.children) {
      const key = keyOf(child)
      if (key === undefined) continue
      const known = there.get(key)
      there.delete(key)
      if (known === undefined) {
        const taken = document.importNode(child, true)
        if (before === null) old.prepend(taken)
        else before.after(taken)
        if ((taken as HTMLElement).dataset.list === undefined) sent.set(taken, child.outerHTML)
        else remember(taken)
        if ((old as HTMLElement).dataset.news !== undefined) added += 1
        before = taken
        continue
      }
      if ((child as HTMLElement).dataset.list === undefined) replace(known, child)
      else added += update(known, child)
      before = [...old.children].find((element) => keyOf(element) === key) ?? before
    }
    for (const [key, gone] of there) if (key !== undefined) gone.remove()
    return added
  }

  function takeOver(text: string): void {
    const fresh = new DOMParser().parseFromString(text, 'text/html')
    document.title = fresh.title
    const added = update(document.body, fresh.body)
    if (added > 0 && news !== null) news.textContent = added === 1 ? 'One entry is new.' : `${added} entries are new.`
    void draw()
  }

  let isLoading = false
  let isStale = false

  async function load(): Promise<void> {
    isStale = true
    if (isLoading) return
    isLoading = true
    try {
      while (isStale) {
        isStale = false
        const response = await fetch(location.href, { headers: { accept: 'text/html' } })
        if (response.ok) takeOver(await response.text())
      }
    } catch {
      // The server is away: the stream of events comes back when it does.
    } finally {
      isLoading = false
    }
  }

  function complain(words: string): void {
    if (trouble === null) return
    trouble.textContent = words
    if (words !== '') trouble.scrollIntoView({ block: 'nearest' })
  }

  /** Sends a form, and stays on the page if the answer is this page again. */
  async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    complain('')
    const data = new URLSearchParams()
    for (const [name, value] of new FormData(form, submitter)) data.append(name, String(value))
    if (news !== null) news.textContent = 'Sent.'
    submitter?.setAttribute('aria-busy', 'true')
    try {
      const response = await fetch(form.action, { method: 'POST', body: data })
      const text = await response.text()
      if (!response.ok) {
        const problem = new DOMParser().parseFromString(text, 'text/html').querySelector('.problem')
        complain(problem?.textContent ?? `The server answered ${response.status}.`)
        return
      }
      form.reset()
      const details = form.closest('details')
      details?.removeAttribute('open')
      details?.querySelector('summary')?.focus({ preventScroll: true })
      if (new URL(response.url).pathname === location.pathname) takeOver(text)
      else location.assign(response.url)
    } catch {
      complain('The server does not answer. Is it stopped?')
    } finally {
      submitter?.removeAttribute('aria-busy')
    }
  }

  let mermaid: Promise<Mermaid> | undefined
  let drawn = 0

  function loadMermaid(address: string): Promise<Mermaid> {
    mermaid ??= new Promise((resolve, reject) => {
      const script = document.createElement('script')
      script.src = address
      script.addEventListener('load', () => resolve((window as unknown as { mermaid: Mermaid }).mermaid))
      script.addEventListener('error', reject)
      document.head.append(script)
    })
    return mermaid
  }

  /**
   * Mermaid would ask for what tags and styles name before it cleans them. The page's policy stops that; here it does not
   * come to it. Tags become text, but for those without attributes that only set type; `<<` and arrows stay.
   */
  function harmless(source: string): string {
    return source
      .replace(/(?<!<)<(?!\/?(?:br|b|i|em|strong|u|sub|sup|small|code)\s*\/?>)(?=[a-z/!?])/gi, '#lt;')
      .replace(/url\s*\(|@import/gi, ' ')
  }

  const dark = matchMedia('(prefers-color-scheme: dark)')

  async function draw(): Promise<void> {
    const address = document.body.dataset.mermaid
    const blocks = [...document.querySelectorAll<HTMLElement>('code.language-mermaid:not([data-seen])')]
    if (address === undefined || blocks.length === 0) return
    for (const block of blocks) block.dataset.seen = ''
    const drawer = await loadMermaid(address)
    const theme = dark.matches ? 'dark' : 'default'
    drawer.initialize({ startOnLoad: false, securityLevel: 'strict', theme, suppressErrorRendering: true })
    for (const block of blocks) await drawBlock(drawer, block)
  }

  /** A schedule takes the width of where it is drawn: on a phone it would run into itself, so there it can be scrolled. */
  function drawingBoard(near: Element): HTMLElement {
    const board = document.createElement('div')
    board.className = 'drawing-board'
    board.style.width = `${Math.max(700, near.parentElement?.clientWidth ?? 0)}px`
    document.body.append(board)
    return board
  }

  async function drawBlock(drawer: Mermaid, block: HTMLElement): Promise<void> {
    const source = block.textContent ?? ''
    drawn += 1
    const figure = document.createElement('figure')
    figure.className = 'picture-drawn'
    figure.dataset.source = source
    figure.tabIndex = 0
    const board = drawingBoard(block.closest('pre') ?? block)
    try {
      figure.innerHTML = (await drawer.render(`picture-${drawn}`, harmless(source), board)).svg
      const kind = /^\s*(?:---[\s\S]*?---\s*)?(?:%%.*\s+)*([a-z]+)/i.exec(source)?.[1] ?? 'diagram'
      const svg = figure.querySelector('svg')
      svg?.setAttribute('role', 'img')
      svg?.setAttribute('aria-label', `A picture: ${kind}`)
      ;(block.closest('pre') ?? block).replaceWith(figure)
    } catch (error) {
      const words = document.createElement('p')
      words.className = 'small'
      words.textContent = `This picture cannot be drawn: ${String(error).split('\n')[0]}`
      ;(block.closest('pre') ?? block).before(words)
    } finally {
      board.remove()
    }
  }

  /** In the other colours, from what they were drawn from. */
  function redraw(): void {
    for (const figure of document.querySelectorAll<HTMLElement>('figure.picture-drawn')) {
      const code = document.createElement('code')
      code.className = 'language-mermaid'
      code.textContent = figure.dataset.source ?? ''
      const pre = document.createElement('pre')
      pre.append(code)
      figure.replaceWith(pre)
    }
    void draw()
  }

  remember(document.body)
  void draw()
  dark.addEventListener('change', redraw)
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.dataset.live === undefined) return
    event.preventDefault()
    void send(form, event.submitter)
  })
  // A page that says what went wrong has no news.
  if (document.body.dataset.still !== undefined) return
  let events: EventSource | undefined

  /** A browser opens six connections to a server: a page that nobody sees gives its one back, and catches up when it is seen. */
  function listen(): void {
    events?.close()
    events = undefined
    if (document.visibilityState === 'hidden') return
    events = new EventSource('/updates')
    events.addEventListener('changed', () => void load())
    // After a pause whatever happened meanwhile is to be shown.
    events.addEventListener('open', () => void load())
  }

  document.addEventListener('visibilitychange', listen)
  listen()
}

export const browserScript = `(${livePage.toString()})()\n`

import type { Playground } from '../playground/playground.ts'

/** Milliseconds in which changes are told once: a run makes hundreds. */
const pause = 100
/** Milliseconds after which a silent connection shows that it is there. */
const pulse = 20_000

/** Tells open pages that something changed, as server-sent events. */
export interface Updates {
  stream(): Response
  close(): void
}

export function tellUpdates(playground: Playground): Updates {
  const readers = new Set<ReadableStreamDefaultController<Uint8Array>>()
  const send = (text: string) => {
    for (const reader of readers) reader.enqueue(new TextEncoder().encode(text))
  }
  let timer: NodeJS.Timeout | undefined
  let serial = 0
  const stop = playground.watch(() => {
    timer ??= setTimeout(() => {
      timer = undefined
      serial += 1
      send(`id: ${serial}\nevent: changed\ndata: ${serial}\n\n`)
    }, pause)
  })
  const beat = setInterval(() => send(': still here\n\n'), pulse)
  return {
    stream() {
      let own: ReadableStreamDefaultController<Uint8Array>
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          own = controller
          readers.add(controller)
          controller.enqueue(new TextEncoder().encode('retry: 1000\n\n'))
        },
        cancel: () => void readers.delete(own),
      })
      return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } })
    },
    close() {
      stop()
      clearTimeout(timer)
      clearInterval(beat)
      for (const reader of readers) reader.close()
      readers.clear()
    },
  }
}

/** A request as the seam for faults and interleavings sees it, before anything is done with it. */
export interface Intercepted {
  method: string
  /** Without the query, and by the repository's name even where a page link named it by id. */
  path: string
  query: URLSearchParams
  body: unknown
  login: string | undefined
  /** Tells runs apart that act as the same login. */
  token: string | undefined
  headers: Headers
  /** From 0, over the tracker's life. */
  index: number
}

/** What happens on the wire instead of a whole answer. */
export type Fault =
  /** The connection is reset without an answer. */
  | { fault: 'reset' }
  /** The answer begins; after so many bytes of its body the connection is dropped, or (`whole`) the answer ends as if that were all. */
  | { fault: 'cut'; response: Response; bytes: number; end?: 'dropped' | 'whole' }
  /** No answer ever, until the client gives up. */
  | { fault: 'silence' }

/** Called for every request. `proceed` lets the tracker act and gives its answer; without it nothing happens. */
export type Intercept = (request: Intercepted, proceed: () => Promise<Response>) => Promise<Response | Fault>

import { constants, open } from 'node:fs/promises'
import { mostBytes } from '../core/phase-file/scan.ts'
import type { SourceCode } from '../core/troubleshooting/codes.ts'
import type { Message } from '../core/troubleshooting/message.ts'

/** Text of a file, or what it is not; one that is not there is not read. */
export type PlainFile = { readonly text: string } | { readonly not: 'read' | 'small' | 'a file' | 'a folder' }

export const tooLarge: Message<SourceCode> = {
  code: 'file-too-large',
  message: 'This file is larger than 1 MB. Split the phase into several files.',
}

/**
 * Reads an ordinary file of at most 1 MB. It is opened first and looked at then, so that nothing can be put in its place
 * meanwhile, and opened without waiting, because a pipe would wait for ever for somebody to write.
 */
export async function readPlainFile(path: string, { follow }: { readonly follow: boolean }): Promise<PlainFile> {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | (follow ? 0 : constants.O_NOFOLLOW)
  const handle = await open(path, flags).catch(() => undefined)
  if (handle === undefined) return { not: 'read' }
  try {
    const found = await handle.stat()
    if (found.isDirectory()) return { not: 'a folder' }
    if (!found.isFile()) return { not: 'a file' }
    if (found.size > mostBytes) return { not: 'small' }
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(found.size), 0, found.size, 0)
    return { text: buffer.toString('utf8', 0, bytesRead) }
  } catch {
    return { not: 'read' }
  } finally {
    await handle.close()
  }
}

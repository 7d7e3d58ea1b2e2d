// The mark in the name of everything that a run makes, by which it, or a later run, finds it again.

import { randomBytes } from 'node:crypto'

export const newMark = () => `pc-smoke-${randomBytes(4).toString('hex')}`

const pattern = /pc-smoke-[0-9a-f]{8}/g

export const marksIn = (text: string): readonly string[] => text.match(pattern) ?? []

export const isMarked = (text: unknown) => typeof text === 'string' && marksIn(text).length > 0

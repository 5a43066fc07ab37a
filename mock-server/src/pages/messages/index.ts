import type { Language } from '../language.ts'
import { da } from './da.ts'
import { en } from './en.ts'
import { fi } from './fi.ts'
import type { Messages } from './messages.ts'

export type { Messages, ProductScope, ProductText } from './messages.ts'

export const messages: Readonly<Record<Language, Messages>> = { da, fi, en }

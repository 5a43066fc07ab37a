import { controls } from './styles/controls.ts'
import { frame } from './styles/frame.ts'
import { dark, light, properties } from './styles/palette.ts'
import { tables } from './styles/tables.ts'

/** The one stylesheet, inline in every page; the page's Content-Security-Policy admits it by its hash. */
export const stylesheet = `:root{${properties(light)}}
@media (prefers-color-scheme:dark){:root{${properties(dark)}}}
${frame}${controls}${tables}`

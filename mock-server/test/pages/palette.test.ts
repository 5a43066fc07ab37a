import { describe, expect, it } from 'vitest'
import { dark, light, type Palette } from '../../src/pages/styles/palette.ts'

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dim + 0.05)
}

const texts: readonly (readonly [keyof Palette, ...(keyof Palette)[]])[] = [
  ['ink', 'paper', 'card', 'quiet'],
  ['muted', 'paper', 'card', 'quiet'],
  ['accent', 'paper', 'card'],
  ['accentHover', 'paper', 'card'],
  ['onAccent', 'accent', 'accentHover'],
  ['alert', 'alertPaper'],
  ['notice', 'noticePaper'],
]
/** Edges of controls and the focus ring: WCAG 1.4.11 asks 3:1. */
const marks: readonly (readonly [keyof Palette, ...(keyof Palette)[]])[] = [
  ['edge', 'card', 'quiet'],
  ['accent', 'paper', 'card', 'quiet'],
  ['alert', 'card'],
]

describe.each(Object.entries({ light, dark }))('the %s colours', (_, palette) => {
  const pairs = (rows: typeof texts) => rows.flatMap(([front, ...backs]) => backs.map((back) => ({ front, back })))

  it.each(pairs(texts))('$front can be read on $back', ({ front, back }) => {
    expect(contrast(palette[front], palette[back])).toBeGreaterThanOrEqual(4.5)
  })

  it.each(pairs(marks))('$front can be seen on $back', ({ front, back }) => {
    expect(contrast(palette[front], palette[back])).toBeGreaterThanOrEqual(3)
  })
})

import { dark, light, type Palette } from '../../pages/styles/palette.ts'

/** What the console needs beyond the pages' colours: how steps ended. A test holds them to WCAG AA. */
export interface OutcomeColours {
  readonly good: string
  readonly bad: string
  readonly warning: string
  readonly fault: string
  readonly front: string
  readonly back: string
  readonly chosen: string
}

export const outcomeColours: { readonly light: OutcomeColours; readonly dark: OutcomeColours } = {
  light: {
    good: '#1d6152',
    bad: '#9b2414',
    warning: '#6d4b00',
    fault: '#6a2c91',
    front: '#3a4f8f',
    back: '#4d4a42',
    chosen: '#dcebe5',
  },
  dark: {
    good: '#82cdb8',
    bad: '#ffb4a4',
    warning: '#f0cb73',
    fault: '#d9b3f5',
    front: '#aebdf2',
    back: '#c2bdb0',
    chosen: '#203a33',
  },
}

function both(one: Palette | OutcomeColours, other: Palette | OutcomeColours): string {
  const others = new Map(Object.entries(other))
  return Object.entries(one)
    .map(
      ([name, colour]) =>
        `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:light-dark(${colour},${others.get(name)})`,
    )
    .join(';')
}

/** Colours follow `color-scheme`, which the system or the reader's choice sets. */
export const tokens = `
:root{color-scheme:light dark;${both(light, dark)};${both(outcomeColours.light, outcomeColours.dark)};--mono:ui-monospace,'Cascadia Mono',Menlo,Consolas,'Liberation Mono',monospace;--row:4rem}
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark}
`

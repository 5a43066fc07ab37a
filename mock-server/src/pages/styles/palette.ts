/** The colours by what they are for. A test holds each text to WCAG AA on what it stands on, in both schemes. */
export interface Palette {
  readonly paper: string
  readonly card: string
  readonly quiet: string
  readonly line: string
  /** The edge of something to fill in or tick: it has to be seen, so it is darker than `line`. */
  readonly edge: string
  readonly ink: string
  readonly muted: string
  readonly accent: string
  readonly accentHover: string
  readonly onAccent: string
  readonly alert: string
  readonly alertPaper: string
  readonly notice: string
  readonly noticePaper: string
}

export const light: Palette = {
  paper: '#f4f3ef',
  card: '#ffffff',
  quiet: '#ebe9e2',
  line: '#dcd9cf',
  edge: '#7d7a70',
  ink: '#23221e',
  muted: '#5a574e',
  accent: '#1d6152',
  accentHover: '#154a3f',
  onAccent: '#ffffff',
  alert: '#8f2313',
  alertPaper: '#fbeae6',
  notice: '#573c00',
  noticePaper: '#fbe7b2',
}

export const dark: Palette = {
  paper: '#171715',
  card: '#21211e',
  quiet: '#1c1c19',
  line: '#393832',
  edge: '#858277',
  ink: '#eeece4',
  muted: '#b3afa3',
  accent: '#82cdb8',
  accentHover: '#a3dfcd',
  onAccent: '#10241e',
  alert: '#ffb4a4',
  alertPaper: '#3c1d17',
  notice: '#f7d98c',
  noticePaper: '#362a0c',
}

/** The palette as CSS custom properties: `accentHover` is `--accent-hover`. */
export function properties(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${colour}`)
    .join(';')
}

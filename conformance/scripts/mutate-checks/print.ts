import type { MeasureReport } from './measure.ts'

/** Killed and surviving mutants by file, and each survivor. */
export function printFates({ mutants, sampled, killed, byTests, score, fates }: MeasureReport): string {
  const files = Map.groupBy(fates, ({ file }) => file)
  const rows = Array.from(files, ([file, of]) => {
    const dead = of.filter(({ fate }) => fate === 'killed').length
    return `  ${String(dead).padStart(4)} of ${String(of.length).padStart(4)}  ${file}\n`
  }).sort()
  const survivors = fates
    .filter(({ fate }) => fate !== 'killed')
    .map(({ file, line, fate, mutator, was, is }) => `  ${fate.padEnd(9)} ${file}:${line} ${mutator}: ${was} → ${is}\n`)
    .sort()
  const head = `Killed ${killed} of ${sampled} mutants tried (${score} %), of ${mutants} in the checking code; ${byTests} by tests alone.\n`
  return `${head}\nBy file\n${rows.join('')}\nNot killed\n${survivors.join('')}`
}

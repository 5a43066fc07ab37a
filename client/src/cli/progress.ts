import type { Terminal } from './terminal.ts'

const patienceMs = 2_000

/** Says what is going on when it takes over two seconds. */
export async function withProgress<T>(terminal: Terminal, what: string, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => terminal.note(`${what} …`), patienceMs)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}

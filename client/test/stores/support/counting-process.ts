import { increment } from './counter.ts'
import { type LocalStore, openStore } from './open-store.ts'

// Counts up until it is killed. Says each number once it is stored: a pipe takes a line before write returns.
const [kind, folder = ''] = process.argv.slice(2)
const store = await openStore(kind as LocalStore, folder)
for (;;) {
  const count = await increment(store)
  if (count !== undefined) process.stdout.write(`${count}\n`)
}

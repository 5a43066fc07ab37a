/** How often to look, in milliseconds. */
const interval = 250

/**
 * Resolves when the process that started this one has ended. npm runs scripts through a shell that dies of SIGTERM
 * without passing it on; a mock started by `npm start` would outlive it and keep its port.
 */
export function endedParent(): Promise<void> {
  if (process.env.npm_lifecycle_event === undefined) return new Promise(() => {})
  const parent = process.ppid
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(timer)
      resolve()
    }, interval)
    timer.unref()
  })
}

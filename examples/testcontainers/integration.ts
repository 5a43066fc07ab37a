// Stands for your own code; it is that of the example for vitest.
export { connect } from '../vitest/integration.ts'

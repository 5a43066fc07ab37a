/** The controls of the world. */
export const rail = `
.section{border-bottom:1px solid var(--line)}
.section>summary{display:flex;align-items:center;gap:.5rem;min-height:2.75rem;padding:.25rem 1rem;cursor:pointer;list-style:none}
.section>summary::-webkit-details-marker{display:none}
.section>summary::before{content:'';width:.5rem;height:.5rem;background:var(--muted);clip-path:polygon(0 0,100% 50%,0 100%);transition:rotate .12s}
.section[open]>summary::before{rotate:90deg}
.section>summary:focus-visible{outline-offset:-3px}
.section h2{flex:1;font-size:.875rem}
.section h3{font-size:.8125rem}
.hint{color:var(--muted);font-size:.8125rem}
.section>.body{display:grid;gap:.75rem;padding:.25rem 1rem 1.125rem}
.body>*{min-width:0}
.clock{display:flex;align-items:baseline;gap:.625rem;font-variant-numeric:tabular-nums}
.clock-time{font:600 1.5rem/1.2 var(--mono)}
.clock-day{font-family:var(--mono);color:var(--muted)}
.section .actions .plain{padding:.25rem .5rem}
.entry{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.5rem;align-items:end}
.entry input,.field select,.field input{width:100%}
.inline{display:flex;align-items:center;justify-content:space-between;gap:.75rem}
.cards{display:grid;gap:.5rem}
.card{padding:.625rem .75rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem;overflow-wrap:anywhere}
.card .danger,.card .plain{margin-top:.5rem}
.card.spent{background:transparent}
.scopes{display:flex;flex-wrap:wrap;gap:.125rem .5rem}
.keys{display:grid;gap:.25rem}
.keys code{overflow-wrap:anywhere}
.addresses{display:grid;gap:.375rem}
.address{display:flex;justify-content:space-between;gap:.5rem}
.switches{display:grid;gap:.625rem}
.switches .field+.field{margin-top:0}
.switch{display:flex;gap:.5rem;align-items:flex-start}
.switch input{flex:none;width:1rem;height:1rem;min-height:0;margin:.125rem 0 0;accent-color:var(--accent)}
.catalogue{max-height:24rem;overflow:auto;overscroll-behavior:contain;margin:0 -.25rem;padding:.125rem .25rem}
.fault-group>summary{position:sticky;top:-.125rem;padding:.25rem .25rem;background:var(--quiet);font-weight:600;cursor:pointer}
.fault-group>summary small{float:right;font-weight:400}
.armed{display:grid;gap:.5rem;justify-items:start}
.armed .cards{width:100%}
.fault-choice{display:block;width:100%;padding:.375rem .5rem;text-align:left;border:1px solid transparent;border-radius:.375rem;background:none}
.fault-choice:hover{background:var(--card);border-color:var(--line)}
.fault-choice code{display:block;color:var(--ink);overflow-wrap:anywhere}
.fault-choice small{display:block}
.fault-form{display:grid;gap:.625rem;padding:.75rem;background:var(--card);border:1px solid var(--edge);border-radius:.5rem}
.fault-form .field+.field{margin-top:0}
.fault-form h3{overflow-wrap:anywhere}
.columns{display:grid;grid-template-columns:1fr 1fr;gap:.5rem}
`

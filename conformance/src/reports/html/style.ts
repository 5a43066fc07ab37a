/** The report's looks: on screens light and dark, and on paper. */
export const style = `
:root{color-scheme:light dark;--paper:#f6f7f9;--card:#fff;--ink:#1b2330;--muted:#586374;--line:#d9dee6;--accent:#1c5fb8;
--bad:#b3261e;--bad-paper:#fdecea;--warn:#8a5300;--warn-paper:#fff3dc;--good:#1d6b3a;--good-paper:#e5f4ea;--note:#1c5fb8;--note-paper:#e8f0fb;--quiet-paper:#edf0f4}
@media (prefers-color-scheme:dark){:root{--paper:#12161d;--card:#1b212b;--ink:#e6eaf1;--muted:#9ba7b8;--line:#323b49;--accent:#8ab8f5;
--bad:#ffb4ab;--bad-paper:#48201d;--warn:#f3c982;--warn-paper:#3f2e10;--good:#93d7aa;--good-paper:#163523;--note:#a9cbf8;--note-paper:#1a3050;--quiet-paper:#252c38}}
*,*::before,*::after{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:.9375rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,p,dl,dd,ul,ol{margin:0;padding:0}
h1{font-size:1.5rem;line-height:1.25}
h2{font-size:1.0625rem;line-height:1.3}
h2 small{font-weight:400;color:var(--muted);margin-left:.5rem}
code,pre{font:.8125rem/1.5 ui-monospace,'Cascadia Mono',Menlo,Consolas,'Liberation Mono',monospace}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
main,header,.filters>form{max-width:72rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem;padding-bottom:1rem}
.meta{display:flex;flex-wrap:wrap;gap:.125rem 1.25rem;margin-top:.375rem;color:var(--muted)}
.banner{margin-top:1rem;padding:.625rem .875rem;border-radius:.5rem;background:var(--warn-paper);color:var(--warn)}
.filters{position:sticky;top:0;z-index:1;background:var(--paper);border-bottom:1px solid var(--line)}
.filters>form{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:center;padding-top:.625rem;padding-bottom:.625rem}
.verdicts{display:flex;flex-wrap:wrap;gap:.375rem;width:100%;border:0;margin:0;padding:0}
.verdicts label{display:inline-flex;gap:.375rem;align-items:center;min-height:2rem;padding:.125rem .625rem;border-radius:1rem;border:1px solid transparent;cursor:pointer;font-weight:600}
.verdicts input{position:absolute;opacity:0;width:0}
.verdicts label:has(:not(:checked)){background:transparent;border-color:var(--line);color:var(--muted);font-weight:400}
.verdicts label:has(:focus-visible){outline:3px solid var(--accent);outline-offset:2px}
select,input[type=search],button{min-height:2.25rem;padding:.25rem .625rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.375rem}
.field{display:flex;flex-direction:column;gap:.125rem;color:var(--muted);font-size:.75rem}
.field select{max-width:15rem}
.field>*{font-size:.9375rem;color:var(--ink)}
.find{flex:1 1 12rem}
.find input{width:100%}
button{cursor:pointer;align-self:end}
.count{align-self:end;padding:.375rem 0;color:var(--muted)}
main{padding-top:1.25rem;padding-bottom:4rem}
section{margin-bottom:1.75rem}
section>h2{margin-bottom:.5rem}
.check{background:var(--card);border:1px solid var(--line);border-bottom-width:0}
.check:first-of-type{border-radius:.5rem .5rem 0 0}
.check:last-of-type{border-bottom-width:1px;border-radius:0 0 .5rem .5rem}
.check:only-of-type{border-radius:.5rem}
.check>summary{display:grid;grid-template-columns:6.75rem 3.5rem minmax(0,1fr) auto;gap:.25rem .75rem;align-items:baseline;padding:.5rem .875rem;cursor:pointer;list-style:none}
.check>summary::-webkit-details-marker{display:none}
.check>summary:hover{background:var(--quiet-paper)}
.id{font-weight:600;white-space:nowrap}
.where{color:var(--muted);font-size:.8125rem;text-align:right}
.badge{justify-self:start;padding:.0625rem .5rem;border-radius:.75rem;font-size:.8125rem;font-weight:650;background:var(--quiet-paper);color:var(--muted)}
.pass{background:var(--good-paper);color:var(--good)}
.fail,.fixed,.config{background:var(--bad-paper);color:var(--bad)}
.warn,.inconclusive{background:var(--warn-paper);color:var(--warn)}
.known,.info,.review{background:var(--note-paper);color:var(--note)}
.skip,.untested,.inapplicable{background:var(--quiet-paper);color:var(--muted)}
.body{padding:.25rem .875rem 1rem;border-top:1px solid var(--line)}
.body dl{display:grid;grid-template-columns:6.75rem minmax(0,1fr);gap:.375rem .75rem;padding-top:.5rem}
.body dt{color:var(--muted)}
.expected,.actual,.body pre{white-space:pre-wrap;background:var(--quiet-paper);border-radius:.375rem;padding:.375rem .625rem;margin:0}
.urgent .actual{background:var(--bad-paper)}
.body dd li{margin-left:1.125rem}
.body small{color:var(--muted)}
.exchange{margin-top:.375rem}
.exchange summary{cursor:pointer}
.exchange pre{margin-top:.375rem;max-height:32rem;overflow:auto}
.exchange h3{font-size:.8125rem;color:var(--muted);margin-top:.5rem}
[hidden]{display:none!important}
.paper{display:none}
footer{color:var(--muted);border-top:1px solid var(--line);padding-top:.75rem}
@media (max-width:40rem){.check>summary{grid-template-columns:auto auto;justify-content:start}.check>summary .title,.where{grid-column:1/-1;text-align:left}.body dl{grid-template-columns:minmax(0,1fr)}.body dt{margin-top:.375rem}.filters{position:static}}
@media print{
:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--muted:#444;--line:#bbb;--accent:#000;--bad:#8c1d18;--bad-paper:#fff;--warn:#6b4100;--warn-paper:#fff;--good:#14512b;--good-paper:#fff;--note:#153f7a;--note-paper:#fff;--quiet-paper:#f4f4f4}
@page{margin:15mm}
body{font-size:9.5pt}
.filters,.screen{display:none}
.paper{display:block;margin-top:.5rem;font-weight:600}
.badge{border:1px solid}
.check{break-inside:avoid-page;border-radius:0!important}
.check>summary{padding:.25rem .5rem}
.expected,.actual,.body pre{border:1px solid var(--line);background:none!important}
section>h2{break-after:avoid}
main,header{max-width:none;padding-left:0;padding-right:0}
}
`

import { variables } from '../palette.ts';

/** Stylesheet of the page: one column of text, figures as wide as they need, nothing that moves. */
export const pageStyle = `
:root{color-scheme:light dark;${variables('light')}}
@media (prefers-color-scheme:dark){:root{${variables('dark')}}}
@media print{:root{${variables('light')}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;padding:2.5rem clamp(1rem,4vw,3rem) 4rem;max-width:1180px;background:var(--paper);color:var(--ink);
 font:16px/1.55 ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;overflow-wrap:break-word}
h1,h2,h3,.lead,.question{font-family:Charter,"Bitstream Charter","Iowan Old Style","Source Serif Pro",Cambria,Georgia,"Liberation Serif",serif;font-weight:600;line-height:1.2;text-wrap:pretty}
sub{font-size:.72em;line-height:0}
h1{font-size:clamp(1.9rem,5vw,2.7rem);margin:.1em 0 .35em;letter-spacing:-.01em}
h2{font-size:1.55rem;margin:0 0 .6rem}
h3{font-size:1.12rem;margin:2.2rem 0 .5rem}
h3 small{font-family:ui-sans-serif,system-ui,sans-serif;font-size:.8rem;color:var(--muted);margin-left:.4em}
p,ul.findings,#notes ul{max-width:72ch;margin:0 0 1rem}
small{font-size:.8em;color:var(--muted);font-weight:400}
header{border-bottom:1px solid var(--line);padding-bottom:1.4rem}
.kind{margin:0;color:var(--accent);font-size:.8rem;font-weight:600;letter-spacing:.09em;text-transform:uppercase}
.question{font-weight:400;font-size:1.25rem;line-height:1.4;margin:0 0 .8rem;max-width:60ch}
.facts{margin:0;color:var(--muted);font-size:.9rem}
section{margin:3.6rem 0 0}
.answer{margin-top:2rem}
.answer h2{font-family:inherit;font-size:.8rem;letter-spacing:.09em;text-transform:uppercase;color:var(--muted);margin-bottom:.5rem}
.lead{font-weight:400;font-size:clamp(1.25rem,2.6vw,1.6rem);line-height:1.38;max-width:52em;text-wrap:pretty;margin-bottom:1.4rem}
.lead b{font-weight:700}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,230px),1fr));gap:0 2rem;margin:0 0 1.4rem}
.figures>div{border-top:2px solid var(--accent);padding:.6rem 0 .8rem;display:flex;flex-direction:column-reverse;justify-content:flex-end}
.figures dt i,.findings i{font-family:Georgia,"Liberation Serif",serif}
.figures dt{color:var(--muted);font-size:.86rem;line-height:1.35}
.figures dd{margin:0 0 .15rem;font-size:2rem;font-weight:600;line-height:1.2;font-variant-numeric:tabular-nums;white-space:nowrap}
.figures dd small{font-size:.8rem;margin-left:.3rem;white-space:normal}
ul.findings{padding-left:1.1rem}
ul.findings li{margin:.35rem 0}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums;line-height:1.35}
.caption{font-weight:600;font-size:.9rem;margin:0 0 .3rem}
.block{margin:1.2rem 0;min-width:0}
th,td{padding:.42rem .8rem .42rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{font-weight:600;color:var(--muted);font-size:.82rem;vertical-align:bottom;border-bottom:1.5px solid var(--muted)}
tbody th{font-weight:500}
tr.focus>th,th.focus{color:var(--accent);font-weight:700}
td small,th small{display:block;font-size:.78rem}
.numbers td,.numbers tbody th{white-space:nowrap}
.numbers td small{white-space:nowrap}
.results{width:100%;table-layout:fixed;margin:.4rem 0 1rem}
.results tr.focus{background:var(--tint)}
.results th:first-child{padding-left:.6rem;width:11.5rem}
.results td b{font-size:1.02rem;font-weight:600}
td .why{white-space:normal;max-width:18em}
.results td small span{display:block;white-space:nowrap}
.dependence th[colspan]{border-left:1px solid var(--line);padding-left:.6rem}
.scroll{overflow-x:auto;max-width:100%}
figure{margin:1rem 0 1.6rem}
figcaption{color:var(--muted);font-size:.86rem;max-width:80ch;margin-top:.6rem}
.key{display:inline-flex;align-items:center;gap:.35em;margin-right:.9em;white-space:nowrap}
.legend{font-size:.86rem;line-height:1.6}
.panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,310px),1fr));gap:1.4rem 1.6rem;align-items:start}
.panels.wide{grid-template-columns:repeat(auto-fit,minmax(min(100%,480px),1fr));gap:0 2.5rem}
.panels.small-charts{grid-template-columns:repeat(auto-fill,minmax(min(100%,230px),1fr))}
.panels.small{grid-template-columns:repeat(auto-fit,minmax(166px,1fr));gap:1rem}
.panels>*{min-width:0}
figure.panels figcaption{align-self:center}
@media (min-width:1080px){figure.panels figcaption{grid-column:span 2}}
.chart{display:block;width:100%;height:auto}
figure img{display:block;max-width:none;image-rendering:pixelated}
.key .chart{display:inline-block;width:auto;flex:none}
.blocks{display:grid;gap:1.5rem 2.5rem}
.heat{border-collapse:separate;border-spacing:2px}
.heat th,.heat td{border:0;padding:.34rem .55rem}
.heat thead th{border:0;text-align:center;width:5.6rem}
.heat thead th:first-child{width:auto}
.heat thead th:first-child,.heat tbody th{text-align:left;padding-left:0}
.heat .n{color:var(--muted);text-align:right;min-width:0}
.heat.confusion thead th{width:auto;min-width:4.6rem}
.heat .cell{text-align:center;border-radius:3px;background:color-mix(in srgb,var(--alarm) var(--error),var(--panel));print-color-adjust:exact;-webkit-print-color-adjust:exact}
.heat .deep{color:var(--paper)}
.heat .cell small{display:inline;color:inherit}
.maps th,.maps td{border:0;padding:.3rem .8rem .3rem 0;vertical-align:top;min-width:92px}
.maps thead th{vertical-align:bottom}
.maps tbody th{max-width:7.5rem;overflow-wrap:break-word;font-size:.8rem}
.maps .chart{width:92px}
.maps .under{opacity:.45}
.maps .f-accent{fill:#0fb3a3}
.maps .f-alarm{fill:#ff6a3d}
.maps .l-alarm{stroke:#b23c17}
.maps use{image-rendering:pixelated}
.embedding{table-layout:fixed;width:min(100%,calc(7.5rem + var(--columns)*272px));min-width:calc(7.5rem + var(--columns)*96px)}
.embedding th:first-child{width:7.5rem}
.embedding th,.embedding td{border:0;padding:.35rem .7rem .35rem 0}
.embedding .legend{display:block;font-weight:400}
.embedding tbody th{position:sticky;left:0;background:var(--paper);overflow-wrap:break-word}
details{border-top:1px solid var(--line);padding:.55rem 0;max-width:100%}
details:last-of-type{border-bottom:1px solid var(--line)}
summary{cursor:pointer;font-weight:500;padding:.15rem 0}
pre{overflow-x:auto;background:var(--panel);padding:1rem;border-radius:4px;font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.pairs{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr));gap:.2rem 2rem;font-size:.9rem;margin:.6rem 0}
.pairs div{display:flex;gap:.8rem;justify-content:space-between;border-bottom:1px solid var(--line)}
.pairs dt{color:var(--muted)}
.pairs dd{margin:0;text-align:right;overflow-wrap:anywhere}
footer{margin-top:3.5rem;border-top:1px solid var(--line);padding-top:1rem;font-size:.86rem;color:var(--muted)}
@media (max-width:640px){
 body{padding-top:1.4rem}
 section{margin-top:2.4rem}
 .results,.results tbody,.results tr,.results td,.results th{display:block;width:auto}
 .results thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
 .results tr{border-bottom:1px solid var(--line);padding:.7rem .6rem;display:grid;grid-template-columns:1fr 1fr;gap:.5rem 1rem}
 .results tr>th{grid-column:1/-1;border:0;padding:0;font-weight:700;font-size:1rem}
 .results th:first-child{padding-left:0}
 .results tr>th small{display:inline}
 .results td{border:0;padding:0}
 .results td::before{content:attr(data-label);display:block;color:var(--muted);font-size:.78rem;line-height:1.3}
 .embedding{min-width:calc(4.6rem + var(--columns)*88px)}
 .embedding th:first-child{width:4.6rem;font-size:.78rem}
 .embedding th,.embedding td{padding-right:.35rem}
 .numbers{font-size:.82rem}
 .numbers th,.numbers td{padding-right:.5rem}
 .numbers tbody th,.numbers td.shape{white-space:normal}
 .numbers td small span{display:block}
 .maps .chart{width:66px}
 .maps th,.maps td{min-width:66px;padding-right:.35rem;font-size:.72rem}
 .heat{border-spacing:1px;font-size:.78rem}
 .heat th,.heat td{padding:.28rem .2rem}
 .heat thead th{width:auto;font-size:.68rem;line-height:1.2}
 .heat .cell small{font-size:.66rem}
 .heat .cell small{display:block}
}
@media print{
 @page{margin:14mm}
 body{padding:0;max-width:none;font-size:10.5pt}
 section{margin-top:1.6rem}
 h2,h3{break-after:avoid}
 figure,tr,.chart,.figures>div{break-inside:avoid}
 h2+p,h2+p+p,h3+p,.caption,.legend{break-after:avoid}
 thead{break-after:avoid}
 p,li,figcaption{break-inside:avoid}
 .panels.wide{grid-template-columns:1fr 1fr;gap:0 1.2rem}
 .maps .chart{width:66px}
 .maps th,.maps td{min-width:66px;padding-right:.3rem;font-size:7.5pt}
 .scroll{overflow:visible}
 .numbers{font-size:8pt}
 .numbers th,.numbers td{padding-right:.45rem}
 .numbers td small{white-space:normal}
 .settings{font-size:8pt;table-layout:fixed;width:100%}
 .settings th,.settings td{overflow-wrap:anywhere}
 pre{columns:2;column-gap:1.5rem;font-size:7.5pt;padding:0;background:none}
 details::details-content{content-visibility:visible;block-size:auto}
 summary{list-style:none}
 .results th:first-child{width:7.5rem}
 .results thead th,.results td{font-size:8.5pt}
 .embedding .chart{max-width:150px!important}
 .maps rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;

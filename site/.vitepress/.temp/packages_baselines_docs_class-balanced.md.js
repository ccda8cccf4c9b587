import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"class-balanced","description":"","frontmatter":{},"headers":[{"level":2,"title":"Options","slug":"options","link":"#options","children":[]},{"level":2,"title":"Several confounders, missing labels, many classes","slug":"several-confounders-missing-labels-many-classes","link":"#several-confounders-missing-labels-many-classes","children":[]},{"level":2,"title":"When","slug":"when","link":"#when","children":[]},{"level":2,"title":"Cost","slug":"cost","link":"#cost","children":[]}],"relativePath":"packages/baselines/docs/class-balanced.md","filePath":"packages/baselines/docs/class-balanced.md"}');
const _sfc_main = { name: "packages/baselines/docs/class-balanced.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="class-balanced" tabindex="-1"><code>class-balanced</code> <a class="header-anchor" href="#class-balanced" aria-label="Permalink to &quot;\`class-balanced\`&quot;">​</a></h1><p>Learns y with losses weighted by the inverse effective number of the class.</p><pre><code>w_c = (1 − β) / (1 − β^n_c),   Σ w·L / Σ w
</code></pre><p><strong>Source:</strong> Cui et al., CVPR 2019, equations 2 and 7.</p><h2 id="options" tabindex="-1">Options <a class="header-anchor" href="#options" aria-label="Permalink to &quot;Options&quot;">​</a></h2><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th>meaning</th></tr></thead><tbody><tr><td><code>beta</code></td><td>0.9999</td><td>1 − 10^U(−5, −2)</td><td>0: no weights; near 1: 1 / n_c</td></tr></tbody></table><p>All options of the network (<code>primaryWidth</code>, <code>headHidden</code>, …) and <code>sampling</code> may be given, too.</p><h2 id="several-confounders-missing-labels-many-classes" tabindex="-1">Several confounders, missing labels, many classes <a class="header-anchor" href="#several-confounders-missing-labels-many-classes" aria-label="Permalink to &quot;Several confounders, missing labels, many classes&quot;">​</a></h2><p>It uses no confounder, so neither their number nor missing labels matter. A continuous y is refused.</p><h2 id="when" tabindex="-1">When <a class="header-anchor" href="#when" aria-label="Permalink to &quot;When&quot;">​</a></h2><p>Classes are unequal, and the control that needs no confounder is wanted.</p><p><strong>Not when</strong> confounding, not imbalance, is the trouble.</p><h2 id="cost" tabindex="-1">Cost <a class="header-anchor" href="#cost" aria-label="Permalink to &quot;Cost&quot;">​</a></h2><p>That of <code>erm</code>: one pass of the encoder for each update.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/class-balanced.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const classBalanced = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  classBalanced as default
};

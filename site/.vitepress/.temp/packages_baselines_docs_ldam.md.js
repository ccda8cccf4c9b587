import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"ldam","description":"","frontmatter":{},"headers":[{"level":2,"title":"Options","slug":"options","link":"#options","children":[]},{"level":2,"title":"Several confounders, missing labels, many classes","slug":"several-confounders-missing-labels-many-classes","link":"#several-confounders-missing-labels-many-classes","children":[]},{"level":2,"title":"When","slug":"when","link":"#when","children":[]},{"level":2,"title":"Where public code differs","slug":"where-public-code-differs","link":"#where-public-code-differs","children":[]},{"level":2,"title":"Cost","slug":"cost","link":"#cost","children":[]}],"relativePath":"packages/baselines/docs/ldam.md","filePath":"packages/baselines/docs/ldam.md"}');
const _sfc_main = { name: "packages/baselines/docs/ldam.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="ldam" tabindex="-1"><code>ldam</code> <a class="header-anchor" href="#ldam" aria-label="Permalink to &quot;\`ldam\`&quot;">​</a></h1><p>Cross-entropy with a margin that is larger the rarer the class.</p><pre><code>CE of s·(f − m_y·one-hot y),   m_c = margin·(n_min / n_c)^(1/4)
</code></pre><p><strong>Source:</strong> Cao et al., NeurIPS 2019, equations 12 and 13.</p><h2 id="options" tabindex="-1">Options <a class="header-anchor" href="#options" aria-label="Permalink to &quot;Options&quot;">​</a></h2><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th>meaning</th></tr></thead><tbody><tr><td><code>margin</code></td><td>0.5</td><td>10^U(−1, −0.1)</td><td>margin of the rarest class</td></tr><tr><td><code>scale</code></td><td>30</td><td>10, 30</td><td>s</td></tr></tbody></table><p>All options of the network (<code>primaryWidth</code>, <code>headHidden</code>, …) and <code>sampling</code> may be given, too.</p><h2 id="several-confounders-missing-labels-many-classes" tabindex="-1">Several confounders, missing labels, many classes <a class="header-anchor" href="#several-confounders-missing-labels-many-classes" aria-label="Permalink to &quot;Several confounders, missing labels, many classes&quot;">​</a></h2><p>It uses no confounder, so neither their number nor missing labels matter. A continuous y is refused.</p><h2 id="when" tabindex="-1">When <a class="header-anchor" href="#when" aria-label="Permalink to &quot;When&quot;">​</a></h2><p>As <code>class-balanced</code>.</p><p><strong>Not when</strong> the head should keep its own scale: s makes training steep from the first update on.</p><h2 id="where-public-code-differs" tabindex="-1">Where public code differs <a class="header-anchor" href="#where-public-code-differs" aria-label="Permalink to &quot;Where public code differs&quot;">​</a></h2><p>The authors’ head is a cosine, which bounds the logits; here it is linear, as in SubpopBench. Predictions are softmax(s·f): the factor belongs to what was trained, the margin does not.</p><h2 id="cost" tabindex="-1">Cost <a class="header-anchor" href="#cost" aria-label="Permalink to &quot;Cost&quot;">​</a></h2><p>That of <code>erm</code>: one pass of the encoder for each update.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/ldam.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ldam = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ldam as default
};

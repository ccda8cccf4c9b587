import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"mixup","description":"","frontmatter":{},"headers":[{"level":2,"title":"Options","slug":"options","link":"#options","children":[]},{"level":2,"title":"Several confounders, missing labels, many classes","slug":"several-confounders-missing-labels-many-classes","link":"#several-confounders-missing-labels-many-classes","children":[]},{"level":2,"title":"When","slug":"when","link":"#when","children":[]},{"level":2,"title":"Where public code differs","slug":"where-public-code-differs","link":"#where-public-code-differs","children":[]},{"level":2,"title":"Cost","slug":"cost","link":"#cost","children":[]}],"relativePath":"packages/baselines/docs/mixup.md","filePath":"packages/baselines/docs/mixup.md"}');
const _sfc_main = { name: "packages/baselines/docs/mixup.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="mixup" tabindex="-1"><code>mixup</code> <a class="header-anchor" href="#mixup" aria-label="Permalink to &quot;\`mixup\`&quot;">​</a></h1><p>Learns y from mixtures of random pairs of images.</p><pre><code>x = λ·x_i + (1 − λ)·x_j,   loss = λ·L(y_i) + (1 − λ)·L(y_j),   λ ~ Beta(α, α), one for each batch
</code></pre><p><strong>Source:</strong> Zhang et al., ICLR 2018, equation 2.</p><h2 id="options" tabindex="-1">Options <a class="header-anchor" href="#options" aria-label="Permalink to &quot;Options&quot;">​</a></h2><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th>meaning</th></tr></thead><tbody><tr><td><code>alpha</code></td><td>0.2</td><td>10^U(−1, 1)</td><td>α</td></tr></tbody></table><p>All options of the network (<code>primaryWidth</code>, <code>headHidden</code>, …) and <code>sampling</code> may be given, too.</p><h2 id="several-confounders-missing-labels-many-classes" tabindex="-1">Several confounders, missing labels, many classes <a class="header-anchor" href="#several-confounders-missing-labels-many-classes" aria-label="Permalink to &quot;Several confounders, missing labels, many classes&quot;">​</a></h2><p>It uses no confounder, so neither their number nor missing labels matter.</p><h2 id="when" tabindex="-1">When <a class="header-anchor" href="#when" aria-label="Permalink to &quot;When&quot;">​</a></h2><p>A general regulariser as control beside <code>lisa</code>.</p><p><strong>Not when</strong> a mixture of two images means nothing in the modality.</p><h2 id="where-public-code-differs" tabindex="-1">Where public code differs <a class="header-anchor" href="#where-public-code-differs" aria-label="Permalink to &quot;Where public code differs&quot;">​</a></h2><p>DomainBed mixes images of two environments; this is within the batch, as the paper.</p><h2 id="cost" tabindex="-1">Cost <a class="header-anchor" href="#cost" aria-label="Permalink to &quot;Cost&quot;">​</a></h2><p>That of <code>erm</code>: one pass of the encoder for each update. The printed accuracy is that of mixed images against the first label.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/mixup.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const mixup = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  mixup as default
};
